import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('no fault of PostgreSQL ends a process, loses or doubles a write, or makes an answer untrue', async () => {
  const child = spawn(process.execPath, ['soak/run.mjs', '--operations', '--rounds', '1', '--seed', '5'], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const [code] = (await once(child, 'close')) as [number | null];

  expect(output).toContain('operations: no process ended, nothing lost, doubled or untrue');
  expect(output).toMatch(/lost: 0\n.*doubled: 0\n.*untrue: 0\n/);
  expect(code).toBe(0);
}, 300_000);
