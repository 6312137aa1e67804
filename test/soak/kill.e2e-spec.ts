import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { emptyDatabase } from '../database/support/postgres/empty-database.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** On each of two databases; each costs a start of the platform. */
const KILLS = 3;
/** Kills the platform at work together with the operator, the next one while it starts, and the last one at work. */
const SEED = 17;
/** Loaded machines start processes slowly; alone it takes less than one. */
const MINUTES = 4;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

async function soak(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['soak/run.mjs', ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

test(`loses nothing and sends nothing twice when the platform is killed ${2 * KILLS} times`, async () => {
  const { href } = await emptyDatabase();

  const { code, output } = await soak(
    '--kills',
    `${KILLS}`,
    '--seed',
    `${SEED}`,
    '--postgres',
    href,
    '--minutes',
    `${MINUTES}`,
  );

  expect(output).toContain('libsql: nothing lost, nothing sent twice');
  expect(output).toContain('postgres: nothing lost, nothing sent twice');
  expect(code).toBe(0);
}, 300_000);

test('ends, and says why, where the platform does not start', async () => {
  const nowhere = 'postgres://nobody@127.0.0.1:1/none';

  const { code, output } = await soak('--database', 'postgres', '--postgres', nowhere, '--kills', '1');

  expect(output).toMatch(/^soak: the platform exited unexpectedly: .+/m);
  expect(code).toBe(1);
}, 60_000);

test.each([
  [['--kills', '0'], '--kills must be an integer from 1 to 100000; received "0"'],
  [['--database', 'mysql'], '--database must be libsql or postgres; received "mysql"'],
  [['--seed', 'x'], '--seed must be an integer from 0 to 4294967295; received "x"'],
])('refuses %j, and says what is right', async (args, message) => {
  expect(await soak(...args)).toEqual({ code: 1, output: `soak: ${message}\n` });
});
