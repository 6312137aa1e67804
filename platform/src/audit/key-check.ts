import type { Fingerprinter } from 'anthropic-admin-connector';
import type { Kysely } from 'kysely';
import { SettingsError } from '../config/environment.js';
import type { Database } from '../database/database.js';
import type { Schema } from '../database/schema.js';
import { hmac, sameText, sealingKey } from '../security/seal.js';
import { HeadSeal } from './entry.js';

/** The rows of the table: what an installation must keep. */
const NAME = 'fingerprint';
const ENVIRONMENT = 'environment';
const PURPOSE = 'anthropic-admin-platform/key-check/1';

/** What to do where a keyring is not the one of the database. */
export const OTHER_KEYRING =
  'The keyring is not the one of this database: its fingerprint key is another one than the audit was sealed with, so no tenant could write. Put the former keyring back (CREDENTIAL_KEYS_FILE, or CREDENTIAL_KEYS and CREDENTIAL_FINGERPRINT_KEY). If it is lost for good, run: npm run -s admin -- audit reseal --all --accept-loss; then: npm run -s admin -- connections forget --unreadable --accept-loss; then enable the tenants that doctor names, start the platform, and have the tenants save their keys again.';

/** What to do where the environment has another name than that of the database. */
export const OTHER_ENVIRONMENT =
  'PLATFORM_ENVIRONMENT is not the name that the records of this database were written under: none would open, and tokens would be refused. Set the former name. If this one is right, run with it: npm run -s admin -- audit reseal --all --accept-loss';

const macOf = (fingerprinter: Fingerprinter): string => hmac(sealingKey(fingerprinter, PURPOSE), NAME);

const environmentMacOf = (fingerprinter: Fingerprinter, environment: string): string =>
  hmac(sealingKey(fingerprinter, PURPOSE), JSON.stringify([ENVIRONMENT, environment]));

/**
 * Makes sure that a keyring and the name of the environment are those of the database. A database that has none yet takes these, unless
 * another keyring has sealed its audit.
 * @throws SettingsError that says what to do
 */
export async function requireFittingKeys(
  { db }: Pick<Database, 'db'>,
  keys: Fingerprinter,
  environment: string,
): Promise<void> {
  if ((await storedMac(db, NAME)) === undefined && !(await sealedByAnother(db, HeadSeal.from(keys)))) {
    await keepFirst(db, NAME, macOf(keys));
  }
  // Read again: two processes with different keyrings may start at the same time.
  if (!(await keysFit({ db }, keys))) throw new SettingsError(OTHER_KEYRING);
  await keepFirst(db, ENVIRONMENT, environmentMacOf(keys, environment));
  if (!(await environmentFits({ db }, keys, environment))) throw new SettingsError(OTHER_ENVIRONMENT);
}

/** Whether the environment has the name of the database's; one that no platform of this version has started on has none yet. */
export async function environmentFits(
  { db }: Pick<Database, 'db'>,
  keys: Fingerprinter,
  environment: string,
): Promise<boolean> {
  const stored = await storedMac(db, ENVIRONMENT);
  return stored === undefined || sameText(stored, environmentMacOf(keys, environment));
}

/** Whether a keyring is the one of the database; one that no platform of this version has started on has none yet. */
export async function keysFit({ db }: Pick<Database, 'db'>, keys: Fingerprinter): Promise<boolean> {
  const stored = await storedMac(db, NAME);
  return stored === undefined
    ? !(await sealedByAnother(db, HeadSeal.from(keys)))
    : sameText(stored, macOf(keys));
}

/** Makes a keyring and the name of an environment those of the database. */
export async function adoptKeys(db: Kysely<Schema>, keys: Fingerprinter, environment: string): Promise<void> {
  const rows = { [NAME]: macOf(keys), [ENVIRONMENT]: environmentMacOf(keys, environment) };
  for (const [name, mac] of Object.entries(rows)) {
    await db
      .insertInto('key_checks')
      .values({ name, mac })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ mac }))
      .execute();
  }
}

const keepFirst = (db: Kysely<Schema>, name: string, mac: string): Promise<unknown> =>
  db
    .insertInto('key_checks')
    .values({ name, mac })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

async function storedMac(db: Kysely<Schema>, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('key_checks').select('mac').where('name', '=', name).executeTakeFirst();
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
