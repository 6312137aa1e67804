import { asker } from './support/ask.js';
import { compileSimulator, start } from './support/command.js';

let compiled: Awaited<ReturnType<typeof compileSimulator>>;

beforeAll(async () => {
  compiled = await compileSimulator();
});

afterAll(() => compiled.cleanUp());

const urlIn = (text: string): string => /http:\S+/.exec(text)?.[0] ?? '';

it.each(['SIGINT', 'SIGTERM'] as const)('starts, answers, and ends cleanly on %s', async (signal) => {
  const running = start(compiled.folder, '--port', '0', '--control');
  const text = await running.said(/Admin key: sk-ant-admin01-\S+/);
  const ask = asker(urlIn(text), { 'anthropic-version': '2023-06-01' });

  const key = /sk-ant-admin01-\S+/.exec(text)?.[0];
  const me = await ask('GET', '/me', { headers: { 'x-api-key': key } });
  const control = await ask('GET', '/__sim/demo');
  running.child.kill(signal);

  expect([me.body.name, control.body.organizationId]).toEqual(['Acme Robotics', me.body.id]);
  expect(await running.ended()).toEqual({ code: 0, stdout: text, stderr: '' });
});

it('starts with the large seed', async () => {
  const running = start(compiled.folder, '--port', '0', '--seed', 'large');
  const text = await running.said(/Admin key: sk-ant-admin01-\S+/);
  const headers = {
    'anthropic-version': '2023-06-01',
    'x-api-key': /sk-ant-admin01-\S+/.exec(text)?.[0] ?? '',
  };

  const { body } = await asker(urlIn(text), headers)('GET', '/users', { query: { limit: 1000 } });
  running.child.kill('SIGTERM');

  expect(body.data).toHaveLength(300);
  expect((await running.ended()).code).toBe(0);
});

it('tells its flags', async () => {
  const { code, stdout } = await start(compiled.folder, '--help').ended();

  expect(code).toBe(0);
  expect(stdout).toContain('--requests-per-minute <n>');
});

it.each([
  ['an unknown flag', ['--colour'], "Unknown option '--colour'"],
  [
    'a port that is no number',
    ['--port', 'http'],
    "--port must be an integer from 0 to 65535; received 'http'",
  ],
  [
    'a port that there is not',
    ['--port', '70000'],
    "--port must be an integer from 0 to 65535; received '70000'",
  ],
  [
    'an unknown seed',
    ['--seed', 'huge'],
    "--seed must be an integer from 0 to 9007199254740991, or large; received 'huge'",
  ],
  ['a flag without its value', ['--seed'], "Option '--seed <value>' argument missing"],
])('refuses %s in one line', async (_what, flags, message) => {
  const ended = await start(compiled.folder, ...flags).ended();

  expect(ended).toEqual({ code: 1, stdout: '', stderr: `anthropic-admin-simulator: ${message}\n` });
});

it('tells in one line that a port is taken', async () => {
  const first = start(compiled.folder, '--port', '0');
  const port = new URL(urlIn(await first.said(/http:\S+/))).port;

  const second = await start(compiled.folder, '--port', port).ended();
  first.child.kill();

  expect(second).toEqual({
    code: 1,
    stdout: '',
    stderr: `anthropic-admin-simulator: address already in use 127.0.0.1:${port}; select another port with --port\n`,
  });
  await first.ended();
});
