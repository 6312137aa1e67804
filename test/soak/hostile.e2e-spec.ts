import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { emptyDatabase } from '../database/support/postgres/empty-database.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SEED = 11;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

async function hostile(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['soak/run.mjs', '--hostile', ...args], {
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

// A share of the attackers, and no judgement of times: the machine of a test is busy with other tests.
test('two platforms with small heaps survive hostile clients and a hostile API', async () => {
  const { href } = await emptyDatabase();
  const args = ['--seed', `${SEED}`, '--minutes', '0.4', '--scale', '5', '--ratio', '0'];

  const { code, output } = await hostile(...args, '--postgres', href);

  expect(output).not.toMatch(/FOUND|^soak:/m);
  expect(output).toMatch(/hostile: no crash, nothing lost, nothing untrue, no key shown/);
  expect(output.match(/^ {2}(lost|doubled|untrue): 0$/gm)).toHaveLength(3);
  expect(output).toMatch(/^ {2}connections closed: .*"too_\w+":\d/m);
  expect(code).toBe(0);
}, 240_000);

test.each([
  [['--minutes', '0'], '--minutes must be a number from 0.2 to 1440; received "0"'],
  [['--scale', 'x'], '--scale must be an integer from 1 to 1000; received "x"'],
  [
    ['--attack', 'nothing like it'],
    '--attack must be a part of the name of an attack, such as "forged tokens"',
  ],
])('refuses %j, and says what is valid', async (args, message) => {
  expect(await hostile(...args)).toEqual({ code: 1, output: `soak: ${message}\n` });
});
