import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sdkOf } from '../../../portal/src/anthropic/sdk-snippet.js';
import { curlOf, mcpOf } from '../../../portal/src/pages/actions/copy-as/snippets.js';
import type { ActionCall } from '../../../portal/src/pages/actions/copy-as/snippets.js';

const PLATFORM = 'https://platform.example/portal/';
const READ = { kind: 'read', destructive: false, idempotent: true } as const;
const WRITE = { kind: 'update', destructive: false, idempotent: true } as const;

const call = (changes: Partial<ActionCall> & { action: ActionCall['action'] }): ActionCall => ({
  connector: 'anthropic',
  input: {},
  platform: PLATFORM,
  ...changes,
});

/** The request of a route, with its other fields in their place. */
const routed = (route: string, place: Readonly<Record<string, 'path' | 'query' | 'body'>>) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, request: { method, path, place } };
};

const USERS_LIST = {
  id: 'users_list',
  ...routed('GET /v1/organizations/users', { limit: 'query', roles: 'query' }),
  effect: READ,
};
const USERS_UPDATE = {
  id: 'users_update',
  ...routed('POST /v1/organizations/users/{user_id}', { user_id: 'path', role: 'body' }),
  effect: WRITE,
};

/** The words that a shell hands to `curl`. */
async function fieldPropsOf(command: string): Promise<string[]> {
  const script = `curl() { printf '%s\\0' "$@"; }\nuuidgen() { echo some-uuid; }\n${command}`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env: { TOKEN: 'a token' } });
  return stdout.split('\0').slice(0, -1);
}

it('writes a read as a curl command', async () => {
  const words = await fieldPropsOf(curlOf(call({ action: USERS_LIST, input: { limit: 5 } })));

  expect(words).toEqual([
    '-sS',
    'https://platform.example/portal/v1/connectors/anthropic/actions/users_list/invoke',
    '-H',
    'authorization: Bearer a token',
    '-H',
    'content-type: application/json',
    '-d',
    '{"input":{"limit":5}}',
  ]);
});

it('gives a write a key of its own each time', async () => {
  const words = await fieldPropsOf(curlOf(call({ action: USERS_UPDATE })));

  expect(words).toContain('idempotency-key: some-uuid');
});

it.each(["it's", '$(touch /tmp/x) `id` $TOKEN', 'a "b" \\ c', 'two\nlines', "'; echo out; '"])(
  'lets a shell read nothing into %j',
  async (name) => {
    const words = await fieldPropsOf(curlOf(call({ action: USERS_LIST, input: { name } })));

    expect(JSON.parse(words.at(-1) ?? '')).toEqual({ input: { name } });
    expect(words).toHaveLength(8);
  },
);

it('writes a call of the official SDK, with path parameters in the path', () => {
  const text = sdkOf(call({ action: USERS_UPDATE, input: { user_id: 'user_1', role: 'developer' } }));

  expect(text).toContain('baseURL: "https://platform.example/portal/v1/connectors/anthropic/api"');
  expect(text).toContain(
    'client.post("/v1/organizations/users/user_1", {\n  "body": {\n    "role": "developer"',
  );
  expect(text).toContain('apiKey: process.env.PLATFORM_TOKEN');
});

it('puts the fields of a read into the query', () => {
  const text = sdkOf(call({ action: USERS_LIST, input: { roles: ['admin'] } }));

  expect(text).toMatch(/client\.get\("\/v1\/organizations\/users", \{\s+"query": \{\s+"roles": \[\s+"admin"/);
});

it('names a path parameter that is not given yet', () => {
  expect(sdkOf(call({ action: USERS_UPDATE }))).toContain('/users/<user_id>"');
});

it('has no SDK call for an action that is no single request', () => {
  expect(sdkOf(call({ action: { id: 'invites_reissue', effect: WRITE } }))).toBeUndefined();
});

it('writes a call of the MCP tool', () => {
  expect(JSON.parse(mcpOf(call({ action: USERS_LIST, input: { limit: 5 } })))).toEqual({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'anthropic_users_list', arguments: { limit: 5 } },
  });
});

it.each([
  ['curl', curlOf],
  ['SDK', sdkOf],
  ['MCP', mcpOf],
])('leaves what is secret out of the %s form', (_, write) => {
  const action = {
    id: 'telemetry_destinations_create',
    ...routed('POST /v1/organizations/telemetry_destinations', { headers: 'body' }),
    effect: WRITE,
    secretInput: ['headers'],
  };

  const text = write(call({ action, input: { headers: { authorization: 'Bearer whoever-reads-this' } } }));

  expect(text).toContain('<secret>');
  expect(text).not.toContain('whoever-reads-this');
});
