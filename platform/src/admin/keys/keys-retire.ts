import { retireKeyringKey } from 'anthropic-admin-connector';
import type { AdminCommand, Call } from '../cli/admin-command.js';
import { AdminProblem } from '../cli/admin-problem.js';
import type { Report } from '../cli/report.js';
import { quoted } from '../cli/shown.js';
import { atWorkbench, type Workbench } from '../workbench.js';
import { keyInUse } from './key-in-use.js';
import { keyringKeys } from './keyring-keys.js';
import { untilSettled } from './settle.js';

/** `keys retire` */
export const keysRetire: AdminCommand = {
  name: 'keys retire',
  operands: ['<id>'],
  summary: 'Destroys a key that no record uses any more',
  help: `It refuses while one does, and names the connections. Backups of the database from before the rewrap can be read
with that key alone: where they are to be kept, keep a copy of the keyring from before as well, apart from them.`,
  options: {
    now: { type: 'boolean', help: 'does not wait for writes that began before the keyring changed' },
  },
  run: (call) => atWorkbench(call.env, (workbench) => retire(workbench, call)),
};

async function retire(
  workbench: Workbench,
  { operands: [id = ''], options, progress }: Call,
): Promise<Report> {
  const { home, keys, records } = workbench;
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
