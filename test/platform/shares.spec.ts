import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import type { McpClient } from '../mcp/support/clients.js';
import { signedToken } from './support/tokens.js';

/** Half of each is the share of one subject. */
const OUTCOMES = 4;
const INPUT_BYTES = 3_000;

let platform: BootedMcp;
let client: McpClient;
beforeAll(async () => {
  platform = await bootMcp({
    env: {
      PLATFORM_OUTCOMES_PER_TENANT: String(OUTCOMES),
      PLATFORM_AUDIT_INPUT_BYTES: String(INPUT_BYTES),
    },
  });
  await platform.connect('globex');
  client = await platform.client({ tenant: 'globex' });
});
afterAll(() => platform.close());

const as = async (sub: string, tenantId = 'acme') => ({
  authorization: `Bearer ${await signedToken({ sub, tenantId })}`,
});

describe('outcomes that one subject stores under ever new idempotency keys', () => {
  const invite = async (sub: string, key: string) =>
    platform.call('/actions/invites_create/invoke', {
      method: 'POST',
      body: { input: { email: `${key}@acme-robotics.example`, role: 'user' } },
      headers: { ...(await as(sub)), 'idempotency-key': key },
    });
  const writes = () => platform.simulator.journal.entries().filter(({ method }) => method === 'POST');

  it('end with its share, in every door and before anything is sent', async () => {
    const first = [await invite('mallory', 'm1'), await invite('mallory', 'm2')];
    const sent = writes().length;

    const rest = await invite('mallory', 'm3');
    const dropIn = await platform.call('/api/v1/organizations/invites', {
      method: 'POST',
      body: { email: 'm4@acme-robotics.example', role: 'user' },
      headers: { ...(await as('mallory')), 'idempotency-key': 'm4' },
    });

    expect(first.map(({ status }) => status)).toEqual([200, 200]);
    expect([rest.status, rest.body]).toMatchObject([
      429,
      { code: 'rate_limited', error: { effect: 'none', blame: 'caller', retry: { resend: 'after_wait' } } },
    ]);
    expect(Number(rest.headers.get('retry-after'))).toBeGreaterThan(23 * 60 * 60);
    expect([dropIn.status, dropIn.body]).toMatchObject([
      429,
      {
        error: {
          type: 'rate_limit_error',
          message: expect.stringContaining('Nothing was sent.'),
          details: { error_code: 'connector_rate_limited' },
        },
      },
    ]);
    expect(writes()).toHaveLength(sent);
  });

  it('keep no one else from writing, and are repeated as before', async () => {
    const [ada, repeated, again] = [
      await invite('ada', 'a1'),
      await invite('mallory', 'm1'),
      await invite('mallory', 'm3'),
    ];

    expect([ada.status, repeated.status, again.status]).toEqual([200, 200, 429]);
    expect(repeated.body).toMatchObject({ meta: { replayed: true } });
  });
});

describe('inputs that one subject has written into the audit', () => {
  interface Entry {
    readonly action: string;
    readonly actorId: string;
    readonly details: { readonly input: unknown };
  }
  const entries = async (sub: string): Promise<Entry[]> => {
    const { body } = await platform.call(`//v1/audit?actor=${sub}`, { tenant: 'globex' });
    return (body as { data: Entry[] }).data;
  };
  const text = 'x'.repeat(1_000);
  const digest = { leftOut: 'hourly limit', bytes: expect.any(Number), sha256: expect.any(String) };

  it('are digests beyond its share, whichever door they come through, and no entry is left out', async () => {
    const headers = await as('mallory', 'globex');
    const invoke = () =>
      platform.call('/actions/workspaces_create/invoke', {
        method: 'POST',
        body: { input: { name: text } },
        headers,
      });
    await invoke();
    await invoke();
    await platform.call(`/api/v1/organizations/users?email=${text}`, { headers });
    // A client of the tests is ada.
    await client.call('anthropic_users_get', { user_id: text });
    await client.call('anthropic_users_get', { user_id: `${text}y` });

    const [mallory, ada] = [await entries('mallory'), await entries('ada')];
    expect(mallory.map(({ action, details }) => [action, details.input])).toEqual([
      ['users_list', digest],
      ['workspaces_create', digest],
      ['workspaces_create', { name: text }],
    ]);
    expect(ada.slice(0, 2).map(({ details }) => details.input)).toEqual([digest, { user_id: text }]);
    const { body } = await platform.call('//v1/audit/verify', { tenant: 'globex' });
    expect(body).toMatchObject({ ok: true });
  });

  it('are written for other tenants as before', async () => {
    await platform.call('/actions/users_list/invoke', { method: 'POST', body: { input: { limit: 7 } } });

    const { body } = await platform.call('//v1/audit?limit=1');
    expect(body).toMatchObject({ data: [{ details: { input: { limit: 7 } } }] });
  });
});
