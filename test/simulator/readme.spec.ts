import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SIMULATED_OPERATIONS } from '../../simulator/src/index.js';
import { boot } from './support/boot.js';
import { compileSimulator, start } from './support/command.js';

const run = promisify(execFile);
const README = readFileSync(new URL('../../simulator/README.md', import.meta.url), 'utf8');

const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code = '']) => code);

it('runs every curl of the README without an error', async () => {
  const { simulator } = await boot({ control: true });
  const commands = blocks('sh').filter((code) => code.includes('curl'));

  for (const code of commands) {
    const { stdout } = await run('bash', ['-ec', code.replaceAll('http://127.0.0.1:4010', simulator.url)]);
    expect(stdout).toMatch(/^\{.*\}$/s);
    expect(stdout).not.toContain('"type":"error"');
  }

  expect(commands).toHaveLength(6);
});

it('runs the program of the README', async () => {
  const { folder, cleanUp } = await compileSimulator();
  const [program = ''] = blocks('js');
  await writeFile(join(folder, 'program.js'), program.replace('anthropic-admin-simulator', './index.js'));

  const { stdout } = await run(process.execPath, [join(folder, 'program.js')]);
  await cleanUp();

  expect(stdout).toBe('429 200 2\n');
});

it('names every flag of the command', async () => {
  const { folder, cleanUp } = await compileSimulator();

  const { stdout } = await start(folder, '--help').ended();
  await cleanUp();

  const flags = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag = '']) => flag);
  expect(flags.filter((flag) => flag !== '--help' && !README.includes(`\`${flag}`))).toEqual([]);
});

it('counts the operations right', () => {
  expect(README).toContain(`the ${SIMULATED_OPERATIONS.length} operations`);
});
