import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { retireKeyringKey } from 'anthropic-admin-connector/vault';
import { Option } from 'commander';
import type { CredentialRecords } from '../../stores/credential-records.js';
import { FINGERPRINT_VARIABLE, fingerprintKeyId } from '../../keys/fingerprint-key.js';
import { withAdminContext, type AdminContext } from '../admin-context.js';
import { AdminProblem, type AdminCommand, type Call, type Report } from '../cli/admin-command.js';
import { quoted, counted, shown, shownConnection } from '../cli/text.js';
import { keyringKeys } from './keys-list.js';
import { inService } from './service-advice.js';

/** `keys retire` */
export const keysRetire: AdminCommand = {
  name: 'keys retire',
  operands: ['<id>'],
  summary: 'Destroys a key that no record uses any more',
  help: `It refuses while one does, and names the connections. Backups of the database from before the rewrap can be read \
with that key alone: where they are to be kept, keep a copy of the keyring from before as well, apart from them.`,
  options: [new Option('--now', 'does not wait for writes that began before the keyring changed')],
  examples: ['keys retire k1'],
  run: (call) => withAdminContext(call.env, (context) => retire(context, call)),
};

async function retire(
  context: AdminContext,
  { operands: [id = ''], options, env, progress }: Call,
): Promise<Report> {
  const { home, keys, records } = context;
  const known = await keyringKeys(home, keys);
  const key = known.find((each) => each.id === id);
  if (key === undefined) {
    throw new AdminProblem(
      `There is no key ${quoted(id)}. The keyring holds ${known.map((each) => each.id).join(', ')}.`,
    );
  }
  if (key.active) throw new AdminProblem('The active key cannot be retired. Activate another one first.');
  const used = await keyInUse(records, id);
  if (used) return used;
  if (home.kind === 'service' && fingerprintKeyId(env) === id) {
    throw new AdminProblem(
      `The key ${id} stays: ${FINGERPRINT_VARIABLE} is wrapped under it. Wrap it under the active key, and set the variable to what this prints: npm run -s admin -- keys fingerprint`,
    );
  }
  if (home.kind === 'service') throw new AdminProblem(inService(home, 'retire', id));
  if (home.kind === 'environment') throw new AdminProblem(byHand(id));
  if (options['now'] !== true) {
    await untilSettled(home.path, progress.say);
    const usedMeanwhile = await keyInUse(records, id);
    if (usedMeanwhile) return usedMeanwhile;
  }
  await retireKeyringKey(home.path, id);
  return {
    ok: true,
    lines: [`Retired the key ${id}: no record used it, and ${home.path} no longer holds it.`],
    json: { retired: id, keyring: home.path },
  };
}

const byHand = (id: string): string =>
  `No record uses the key ${id}. The keys come from the variable CREDENTIAL_KEYS, which no command can change for others: take ${id}:<key> out of it in every process on this database once all of them wrap with another key, and restart them one by one.`;

const NAMED = 10;

/** Why a key cannot be retired: the records that use it. Undefined if none does. */
export async function keyInUse(records: CredentialRecords, id: string): Promise<Report | undefined> {
  const count = (await records.countByKeyId()).get(id) ?? 0;
  const using = await records.page({ keyId: id, limit: NAMED });
  if (using.length === 0) return undefined;
  const connections = using.map(({ binding: { tenantId, name } }) => ({ tenantId, name }));
  const more = count - connections.length;
  return {
    ok: false,
    lines: [
      `The key ${shown(id)} stays: ${counted(count, 'record')} would be lost without it.`,
      ...connections.map((connection) => `  ${shownConnection(connection)}`),
      ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
      'Bring them under the active key first: npm run -s admin -- keys rewrap',
    ],
    json: { error: 'key_in_use', key: id, records: count, connections },
  };
}

/**
 * Longer than any write of a record takes from its wrapping to the end of its transaction: the platform gives up
 * waiting for a database sooner.
 */
const SETTLED_MS = 45_000;

/**
 * Waits until no write can be under way that has begun before the keyring file changed. Such a write may put a record
 * under a key that is no longer used, after it was counted.
 * @param say - called once there is something to wait for.
 */
export async function untilSettled(path: string, say: (line: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const { mtimeMs } = await stat(path);
    const left = mtimeMs + SETTLED_MS - Date.now();
    if (left <= 0) return;
    if (!told) {
      say(
        `The keyring changed a moment ago. Waiting ${Math.ceil(left / 1000)} s, until no write is under way that began before; --now does not wait.`,
      );
    }
    await wait(left);
  }
}
