import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  createSimulator,
  DEMO_ADMIN_KEY,
  REVOKED_ADMIN_KEY,
  type Simulator,
} from 'anthropic-admin-simulator';
import { buildWhenStale } from '../../scripts/build-when-stale.mjs';

// A loaded machine starts processes slowly.
const PATIENCE_MS = 180_000;
const PATIENT = { timeout: PATIENCE_MS };
jest.setTimeout(PATIENCE_MS);

const EXAMPLE = new URL('../../examples/desktop-mcp/claude_desktop_config.json', import.meta.url);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = 'scripts/mcp-stdio.mjs';

let simulator: Simulator;
beforeAll(async () => {
  buildWhenStale(['platform']);
  simulator = await createSimulator();
});
afterAll(() => simulator.close());

const env = (key = DEMO_ADMIN_KEY): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  ANTHROPIC_ADMIN_KEY: key,
  ANTHROPIC_BASE_URL: simulator.url,
});

/** How a desktop client starts the server. */
const command = (...args: string[]) => ({
  command: process.execPath,
  args: [SCRIPT, ...args],
  cwd: ROOT,
  env: env(),
  stderr: 'pipe' as const,
});

/** Runs the server without a client. */
function run(key?: string, ...args: string[]) {
  const child = spawn(process.execPath, [SCRIPT, ...args], { cwd: ROOT, env: env(key) });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (said[name] += chunk));
  }
  return { child, said, ended: once(child, 'close') as Promise<[number | null, string | null]> };
}

interface DesktopConfiguration {
  readonly mcpServers: { readonly 'anthropic-admin': { command: string; args: string[] } };
}

const INFO = { name: 'desktop', version: '1' };
const user = (): object => ({ user_id: simulator.demo.developerUserId });

it('serves a desktop client of the current generation', async () => {
  const client = new Client(INFO, {
    versionNegotiation: { mode: 'auto', probe: { timeoutMs: PATIENCE_MS } },
  });
  await client.connect(new StdioClientTransport(command('--pack', 'members')));

  const { tools } = await client.listTools();
  const { structuredContent } = await client.callTool({
    name: 'anthropic_users_get',
    arguments: { ...user() },
  });

  expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
  expect(tools.map(({ name }) => name)).toContain('anthropic_invites_create');
  expect(structuredContent).toMatchObject({ ok: true, data: { id: simulator.demo.developerUserId } });
  await client.close();
});

it('serves one of the generation before', async () => {
  const client = new OlderClient(INFO);
  await client.connect(new OlderTransport(command()), PATIENT);

  await client.listTools();
  const { structuredContent } = await client.callTool({
    name: 'anthropic_users_get',
    arguments: { ...user() },
  });

  expect(structuredContent).toMatchObject({ ok: true, data: { id: simulator.demo.developerUserId } });
  await client.close();
});

it('starts from the configuration of the example', async () => {
  const { mcpServers } = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as DesktopConfiguration;
  const { command, args } = mcpServers['anthropic-admin'];
  const own = args.map((arg) => arg.replace('/path/to/anthropic-admin-connector', ROOT));
  const client = new Client(INFO);
  await client.connect(new StdioClientTransport({ command, args: own, env: env(), stderr: 'pipe' }), PATIENT);

  const { tools } = await client.listTools();

  expect(tools.map(({ name }) => name)).toContain('anthropic_users_list');
  await client.close();
});

it('refuses what --scopes leaves out', async () => {
  const client = new Client(INFO);
  await client.connect(new StdioClientTransport(command('--scopes', 'anthropic:read')), PATIENT);

  const call = client.callTool({ name: 'anthropic_users_remove', arguments: { ...user() } });

  await expect(call).rejects.toThrow(
    'The tool anthropic_users_remove requires the scope anthropic:destructive.',
  );
  await client.close();
});

it.each([
  ['a key that the API has revoked', REVOKED_ADMIN_KEY, /^mcp:stdio: ANTHROPIC_ADMIN_KEY: .*revoked/im],
  ['no key', '', /^mcp:stdio: ANTHROPIC_ADMIN_KEY: The API key is required/m],
])('says on standard error what is wrong with %s, and exits 1', async (_, key, words) => {
  const { said, ended } = run(key);

  expect((await ended)[0]).toBe(1);
  expect(said.stderr).toMatch(words);
  expect(said.stdout).toBe('');
  expect(said.stderr).not.toContain(REVOKED_ADMIN_KEY.slice(15, -4));
});

it('names the right words for an option that is wrong', async () => {
  const { said, ended } = run(undefined, '--pack', 'everything');

  expect((await ended)[0]).toBe(1);
  expect(said.stderr).toContain('pack must be one or more of reader, members');
});

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: INFO },
};

it.each([
  ['its input ends', (child: ReturnType<typeof run>['child']) => child.stdin.end()],
  ['SIGTERM comes', (child: ReturnType<typeof run>['child']) => child.kill('SIGTERM')],
  ['SIGINT comes', (child: ReturnType<typeof run>['child']) => child.kill('SIGINT')],
])('says nothing but the protocol, and ends well when %s', async (_, end) => {
  const { child, said, ended } = run();
  child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
  await once(child.stdout, 'data');

  end(child);

  expect(await ended).toEqual([0, null]);
  expect(JSON.parse(said.stdout)).toMatchObject({ id: 1, result: { protocolVersion: '2024-11-05' } });
});

describe('a line that is no message', () => {
  it.each([
    ['hello', null, -32700, 'The line is not valid JSON. Send one message a line.'],
    ['{"jsonrpc": "2.0", "id": 7', null, -32700, 'The line is not valid JSON. Send one message a line.'],
    ['5', null, -32600, 'This is not a message of JSON-RPC 2.0.'],
    ['{"id": 7, "method": "ping"}', 7, -32600, 'This is not a message of JSON-RPC 2.0.'],
  ])('gets an answer, and the next one is served: %s', async (line, id, code, message) => {
    const { child, said, ended } = run();
    child.stdin.write(`${line}\n\n${JSON.stringify(INITIALIZE)}\n`);
    while (said.stdout.split('\n').length < 3) await once(child.stdout, 'data');

    child.stdin.end();
    await ended;

    const [first = '', second = ''] = said.stdout.split('\n');
    expect(JSON.parse(first)).toEqual({ jsonrpc: '2.0', id, error: { code, message } });
    expect(JSON.parse(second)).toMatchObject({ id: 1, result: { protocolVersion: '2024-11-05' } });
  });
});

const initialize = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: INFO },
};
const line = (message: object): string => `${JSON.stringify(message)}\n`;

it('answers a line that is too long, and goes on with the next one', async () => {
  const { child, said, ended } = run();
  child.stdin.write(line(initialize));
  child.stdin.write(`${'x'.repeat(11 * 1024 * 1024)}\n`);
  child.stdin.end(line({ jsonrpc: '2.0', id: 'after', method: 'ping' }));
  await ended;

  const answers = said.stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as object);
  expect(answers.slice(1)).toEqual([
    { jsonrpc: '2.0', id: null, error: { code: -32600, message: expect.stringContaining('10 MiB') } },
    { jsonrpc: '2.0', id: 'after', result: {} },
  ]);
});

it('answers a write whose client has closed its input', async () => {
  simulator.faults.add({ kind: 'slow', delay_ms: 500, match: { method: 'POST' } });
  const { child, said, ended } = run();
  const invite = { email: 'last@acme-robotics.example', role: 'user' };
  child.stdin.write(line(initialize));
  child.stdin.end(
    line({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'anthropic_invites_create', arguments: invite },
    }),
  );
  const [code] = await ended;

  expect(code).toBe(0);
  expect(said.stdout).toContain('last@acme-robotics.example');
});

it('starts while the API is out of reach, says so, and serves once it is back', async () => {
  simulator.faults.add({ kind: 'status', status: 503, times: 8 });
  const client = new Client(INFO);
  const transport = new StdioClientTransport(command());
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await client.connect(transport, PATIENT);

  const call = { name: 'anthropic_users_get', arguments: { ...user() } };
  const outcomes = [];
  for (let nth = 0; nth < 4; nth += 1)
    outcomes.push((await client.callTool(call, PATIENT)).structuredContent);
  await client.close();

  expect(stderr).toMatch(/ANTHROPIC_ADMIN_KEY: The key could not be checked: .* It was saved/);
  expect(outcomes[0]).toMatchObject({ ok: false, error: { code: 'credential_pending' } });
  expect(outcomes.at(-1)).toMatchObject({ ok: true, data: { id: simulator.demo.developerUserId } });
});
