import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import type { McpClient } from './support/clients.js';

let mcp: BootedMcp;
let client: McpClient;
beforeAll(async () => {
  mcp = await bootMcp();
  client = await mcp.client();
});
beforeEach(() => mcp.simulator.reset());
afterAll(() => mcp.close());

const asked = (): string[] => mcp.simulator.journal.entries().map(({ method, path }) => `${method} ${path}`);

/** A text without the ids of requests, which are new each time. */
const timeless = (text: string): string => text.replace(/request [\w-]+\)/, 'request …)');

it('names the tool to call in place of one that the API does not have, with its arguments', async () => {
  const { activeApiKeyId: api_key_id } = mcp.simulator.demo;

  const { outcome, text, isError } = await client.call('anthropic_api_keys_delete', { api_key_id });

  expect(isError).toBe(true);
  expect(timeless(text).split('\n')).toEqual([
    expect.stringMatching(/^API keys cannot be deleted through the Admin API\./),
    'Run anthropic_api_keys_update with status "archived".',
    `To get there, call the tool anthropic_api_keys_update with the arguments {"api_key_id":"${api_key_id}","status":"archived"}.`,
    'Do not make the same call again.',
    '(error limited_operation, request …)',
  ]);
  expect(outcome).toMatchObject({
    ok: false,
    error: { limitation: { alternative: { actionId: 'api_keys_update' } } },
  });
  expect(asked()).toEqual([]);
});

it('says what an alternative loses', async () => {
  const { text } = await client.call('anthropic_invites_create', {
    email: 'new@acme.example',
    role: 'admin',
  });

  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      'Instead, call the tool anthropic_invites_create with the arguments {"email":"new@acme.example","role":"developer"}.',
      'This does not set role.',
    ]),
  );
});

it('leads from an e-mail address to the id', async () => {
  const email = 'ada@acme.example';

  const { text } = await client.call('anthropic_users_update', { user_id: email, role: 'user' });

  expect(text).toContain(`find it with anthropic_users_list {"email":"${email}"}`);
});

it('gives arguments that do what was asked for', async () => {
  const { activeApiKeyId: api_key_id } = mcp.simulator.demo;
  const { text } = await client.call('anthropic_api_keys_delete', { api_key_id });
  const [, tool = '', input = ''] = /call the tool (\w+) with the arguments (\{.*\})\./.exec(text) ?? [];

  const { outcome } = await client.call(tool, JSON.parse(input) as object);

  expect(outcome).toMatchObject({ ok: true, data: { id: api_key_id, status: 'archived' } });
});

it('names the read that tells whether a write in doubt took effect', async () => {
  mcp.simulator.faults.add({ kind: 'reset', applies: true, match: { method: 'POST' } });

  const { outcome, text } = await client.call('anthropic_invites_create', {
    email: 'grace@example.com',
    role: 'user',
  });

  expect(outcome).toMatchObject({ ok: false, error: { code: 'outcome_unknown' } });
  expect(text).toContain('The arguments of anthropic_invites_list: {');
  expect(text).not.toContain('may work');
});

it('shows a right input for a wrong one', async () => {
  const { text, isError } = await client.call('anthropic_users_get', { user: 'ada' });

  expect(isError).toBe(true);
  expect(text).toContain('user is not a field; the fields are user_id');
  expect(text).toContain('Example of a valid input: {"user_id":');
});

it('gives the data as JSON, and says how a list goes on', async () => {
  const { outcome, text } = await client.call('anthropic_users_list', { limit: 2 });

  const [json = '', note] = text.split('\n');
  expect(outcome).toMatchObject({ ok: true, data: JSON.parse(json) as object });
  expect(note).toMatch(
    /^There is more: call anthropic_users_list again with \{"after_id":"user_\w+"\} added/,
  );
});

it('reads a list to its end where all is true', async () => {
  const { outcome } = await client.call('anthropic_users_list', { limit: 2, all: true });

  expect(outcome).toMatchObject({ ok: true, page: { hasMore: false } });
  expect(asked().length).toBeGreaterThan(2);
});

it('says that a list was cut', async () => {
  const fail = (): void => void mcp.simulator.faults.add({ kind: 'status', status: 500 });

  const { outcome, text } = await client.call(
    'anthropic_users_list',
    { limit: 2, all: true },
    { onprogress: fail },
  );

  expect(outcome).toMatchObject({ ok: true, page: { hasMore: true }, meta: { partial: {} } });
  expect(text).toContain('The list is not complete: ');
});

it('sends nothing where dry_run is true, and shows what would have gone out', async () => {
  const { text } = await client.call('anthropic_invites_create', {
    email: 'grace@example.com',
    role: 'user',
    dry_run: true,
  });

  expect(text.split('\n')).toEqual([
    '{"method":"POST","path":"/v1/organizations/invites","body":{"email":"grace@example.com","role":"user"}}',
    'A dry run: nothing was changed. This is the request that would have gone out.',
  ]);
  expect(asked()).toEqual([]);
});

it('sends a write once for its idempotency key, and answers the repeat with the first outcome', async () => {
  const input = { email: 'grace@example.com', role: 'user', idempotency_key: 'invite-grace' };

  const first = await client.call('anthropic_invites_create', input);
  const again = await client.call('anthropic_invites_create', input);

  const { requestId: originalRequestId } = first.outcome.meta;
  expect(again.outcome).toEqual({
    ...first.outcome,
    meta: { ...first.outcome.meta, requestId: expect.any(String), originalRequestId, replayed: true },
  });
  expect(asked()).toEqual(['POST /v1/organizations/invites']);
});

it.each([
  ['anthropic_users_list', { all: 'true' }, 'The argument all must be true or false.'],
  ['anthropic_invites_create', { dry_run: 1 }, 'The argument dry_run must be true, false or "plan".'],
  [
    'anthropic_invites_create',
    { idempotency_key: 'two words' },
    'The argument idempotency_key must be 1 to 255 printable ASCII characters without spaces, such as a UUID.',
  ],
  ['anthropic_users_list', { dry_run: true }, 'dry_run is not a field'],
])('refuses %s with %j, and runs nothing', async (name, input, words) => {
  const { text, isError } = await client.call(name, input);

  expect(isError).toBe(true);
  expect(text).toContain(words);
  expect(asked()).toEqual([]);
});

it('answers a name that no tool has with the names that come close', async () => {
  await expect(client.call('anthropic_users_find')).rejects.toThrow(/Did you mean anthropic_users_list/);
});

it('says so where nothing is connected', async () => {
  const stranger = await mcp.client({ tenant: 'globex' });

  const { outcome } = await stranger.call('anthropic_users_list');

  expect(outcome).toMatchObject({ ok: false, error: { code: 'credential_missing' } });
});

it('writes down that an agent has called', async () => {
  await client.call('anthropic_organization_get');

  const { body } = await mcp.call('//v1/audit?action=organization_get&limit=1');

  expect(body).toMatchObject({ data: [{ actorId: 'ada', actorType: 'agent', code: 'ok' }] });
});

// The last, for whoever comes after it waits until the limit is over.
it('says when a call may work that was made too often', async () => {
  mcp.simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });

  const { text } = await client.call('anthropic_users_list');

  expect(text).toContain('The same call may work in 7 s.');
});
