import type { Fingerprinter } from 'anthropic-admin-connector';
import type { Kysely } from 'kysely';
import { SettingsError } from '../config/environment.js';
import type { Database } from '../database/database.js';
import type { Schema } from '../database/schema.js';
import { hmac, sameText, sealingKey } from '../security/seal.js';
import { HeadSeal } from './entry.js';

const NAME = 'fingerprint';
const PURPOSE = 'anthropic-admin-platform/key-check/1';

/** What to do where a keyring is not the one of the database. */
export const OTHER_KEYRING =
  'The keyring is not the one of this database: its fingerprint key is another one than the audit was sealed with, so no tenant could write. Put the former keyring back (CREDENTIAL_KEYS_FILE, or CREDENTIAL_KEYS and CREDENTIAL_FINGERPRINT_KEY). If it is lost for good, run: npm run -s admin -- audit reseal --all --accept-loss; then: npm run -s admin -- connections forget --unreadable --accept-loss; then start the platform, and have the tenants save their keys again.';

const macOf = (fingerprinter: Fingerprinter): string => hmac(sealingKey(fingerprinter, PURPOSE), NAME);

/**
 * Makes sure that a keyring is the one of the database. A database that has none yet takes this one, unless another one has sealed
 * its audit.
 * @throws SettingsError that says what to do
 */
export async function requireFittingKeys({ db }: Pick<Database, 'db'>, keys: Fingerprinter): Promise<void> {
  if ((await storedMac(db)) === undefined && !(await sealedByAnother(db, HeadSeal.from(keys)))) {
    const row = { name: NAME, mac: macOf(keys) };
    await db
      .insertInto('key_checks')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  // Read again: two processes with different keyrings may start at the same time.
  if (!(await keysFit({ db }, keys))) throw new SettingsError(OTHER_KEYRING);
}

/** Whether a keyring is the one of the database; one that no platform of this version has started on has none yet. */
export async function keysFit({ db }: Pick<Database, 'db'>, keys: Fingerprinter): Promise<boolean> {
  const stored = await storedMac(db);
  return stored === undefined
    ? !(await sealedByAnother(db, HeadSeal.from(keys)))
    : sameText(stored, macOf(keys));
}

/** Makes a keyring the one of the database. */
export async function adoptKeys(db: Kysely<Schema>, keys: Fingerprinter): Promise<void> {
  const mac = macOf(keys);
  await db
    .insertInto('key_checks')
    .values({ name: NAME, mac })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ mac }))
    .execute();
}

async function storedMac(db: Kysely<Schema>): Promise<string | undefined> {
  const row = await db.selectFrom('key_checks').select('mac').where('name', '=', NAME).executeTakeFirst();
  return row?.mac;
}

const LOOKED_AT = 1_000;

/** One good head is enough: the others were tampered with, which stops no start. */
async function sealedByAnother(db: Kysely<Schema>, seal: HeadSeal): Promise<boolean> {
  const heads = await db.selectFrom('audit_heads').selectAll().limit(LOOKED_AT).execute();
  const isGood = ({ tenant_id: tenantId, seq, hash, mac }: (typeof heads)[number]): boolean =>
    seal.isWhole({ tenantId, seq, hash }, mac);
  return heads.length > 0 && !heads.some(isGood);
}
