import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';

/** A call that nothing ends would last longer. */
const SLOW_MS = 15_000;
/** Within a second, and what it takes to start all calls at once on a slow machine. */
const WITHIN_MS = 8_000;
const QUEUED_S = 30;

let platform: BootedMcp;
beforeAll(async () => {
  platform = await bootMcp();
});
afterAll(() => platform.close());

type Call = 'read' | 'write';

const INVITE = { email: 'someone@acme-robotics.example', role: 'user' };

/** Each calls for a tenant, and resolves to the code of the failure. */
const DOORS: Readonly<Record<string, (tenant: string, call: Call) => Promise<unknown>>> = {
  REST: async (tenant, call) => {
    const action = call === 'read' ? 'users_list' : 'invites_create';
    const input = call === 'read' ? {} : INVITE;
    const headers = { 'x-request-timeout-ms': '60000' };
    const answer = { method: 'POST', body: { input }, tenant, headers };
    const { body } = await platform.call(`/actions/${action}/invoke`, answer);
    return (body as { code?: string }).code;
  },
  MCP: async (tenant, call) => {
    const client = await platform.client({ tenant });
    const { outcome } = await (call === 'read'
      ? client.call('anthropic_users_list', {})
      : client.call('anthropic_invites_create', INVITE));
    return (outcome as { error?: { code: string } }).error?.code;
  },
  'the drop-in endpoint': async (tenant, call) => {
    const headers = { 'x-request-timeout-ms': '60000' };
    const { body } = await (call === 'read'
      ? platform.call('/api/v1/organizations/users', { tenant, headers })
      : platform.call('/api/v1/organizations/invites', { method: 'POST', body: INVITE, tenant, headers }));
    const { error } = body as { error?: { details: { error_code: string } } };
    return error?.details.error_code.replace('connector_', '');
  },
};

const put = (path: string) => (body: object) => (tenant: string) =>
  platform.call(path, { method: 'PUT', body, tenant });

/** What withdraws the permission of each call, and the code that it ends with. */
const CHANGES: Readonly<
  Record<string, readonly [(tenant: string, call: Call) => Promise<{ status: number }>, string]>
> = {
  'the connection is deleted': [
    (tenant) => platform.call('/connections/default', { method: 'DELETE', tenant }),
    'credential_missing',
  ],
  'the key is replaced': [put('/connections/default')({ api_key: DEMO_ADMIN_KEY }), 'credential_missing'],
  'the action is switched off': [
    (tenant, call) =>
      put(`/actions/${call === 'read' ? 'users_list' : 'invites_create'}/switch`)({ enabled: false })(tenant),
    'action_disabled',
  ],
  'the key-use policy is narrowed': [
    (tenant, call) =>
      put('/connections/default/key-use')({ effects: [call === 'read' ? 'write' : 'read'] })(tenant),
    'key_use_refused',
  ],
  'the token is revoked': [
    (tenant) => platform.call('//v1/tokens/revocations', { method: 'POST', body: { all: true }, tenant }),
    'policy_denied',
  ],
};

const casesOf = (call: Call, changes: readonly string[]) =>
  changes.flatMap((change) =>
    Object.keys(DOORS).map((door) => ({
      change,
      door,
      tenant: `${call} ${change} ${door}`.replaceAll(' ', '-'),
    })),
  );

/** Makes a call in each door for each change, and then the changes; compares the codes with those that they stand for. */
async function withdraw(call: Call, cases: ReturnType<typeof casesOf>): Promise<void> {
  const began = performance.now();
  const calls = cases.map(({ door, tenant }) => DOORS[door]?.(tenant, call));
  await pause(1_500);
  const changed = await Promise.all(cases.map(({ change, tenant }) => CHANGES[change]?.[0](tenant, call)));
  expect(changed.filter((answer) => answer === undefined || answer.status >= 300)).toEqual([]);
  const codes = await Promise.all(calls);
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
  expect(cases.map((one, index) => ({ ...one, code: codes[index] }))).toEqual(
    cases.map((one) => ({ ...one, code: CHANGES[one.change]?.[1] })),
  );
}

it('a read under way ends in every door as soon as its permission does', async () => {
  const cases = casesOf('read', Object.keys(CHANGES));
  for (const { tenant } of cases) await platform.connect(tenant);
  platform.simulator.faults.add({
    kind: 'slow',
    delay_ms: SLOW_MS,
    times: 'always',
    match: { path: '*/users*' },
  });

  await withdraw('read', cases);
  platform.simulator.faults.clear();
});

it('a write that waits for its turn is not sent by any door once its permission has ended', async () => {
  // A key that replaces it would be checked with the API, and wait too.
  const cases = casesOf(
    'write',
    Object.keys(CHANGES).filter((change) => change !== 'the key is replaced'),
  );
  for (const { tenant } of cases) await platform.connect(tenant);
  const headers = { 'retry-after': String(QUEUED_S) };
  platform.simulator.faults.add({ kind: 'status', status: 429, headers });
  await DOORS['REST']?.(cases[0]?.tenant ?? '', 'read');

  await withdraw('write', cases);

  expect(platform.simulator.journal.entries().filter(({ method }) => method === 'POST')).toEqual([]);
});
