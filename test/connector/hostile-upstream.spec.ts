import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import type { AnthropicConnector } from 'anthropic-admin-connector';
import { redactKeys, SecretString, type ConnectorOptions } from 'anthropic-admin-connector';
import { bootBehind } from '../support/boot-behind.js';
import { bootConnector, CONTEXT, TEST_KEY } from '../support/boot-connector.js';
import { bootSimulated, type Simulated } from '../support/boot-simulated.js';
import { afterTest } from '../support/cleanup.js';

const NAME = { tenantId: CONTEXT.tenantId, name: 'default' };
const INVITE = { email: 'someone@acme-robotics.example', role: 'user' } as const;
const OTHER = '00000000-0000-4000-8000-000000000000';
const LATER = { deadline: Date.now() + 120_000 };

async function simulated(options: ConnectorOptions = {}): Promise<Simulated> {
  const booted = await bootSimulated({ maxRetries: 0, ...options });
  afterTest(() => booted.close());
  return booted;
}

describe("a gateway's own error", () => {
  it.each([
    ['LiteLLM', { error: { message: 'Authentication Error: key expired', type: 'auth_error', code: '401' } }],
    ['Google', { error: { code: 403, message: 'No.', status: 'PERMISSION_DENIED' } }],
  ])('as %s writes it is no verdict', async (_, body) => {
    for (const status of [400, 401, 403, 404, 409]) {
      const { connector } = await bootBehind((response) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );

      expect(await connector.invoke('users_list', {}, CONTEXT)).toMatchObject({
        error: { code: 'upstream_protocol', effect: 'none' },
      });
      expect(await connector.invoke('invites_create', INVITE, CONTEXT)).toMatchObject({
        error: { code: 'upstream_protocol', effect: 'unknown', retry: { resend: 'never' } },
      });
      expect(await connector.connections.check(NAME, 'ada')).toMatchObject({
        check: { state: 'undetermined' },
        connection: { state: 'active' },
      });
    }
  });
});

describe('a 2xx that does not come from the API', () => {
  it.each(['"OK"', 'null', '5', '', '{"id":"gw-1","status":"queued"}'])('is no success: %j', async (body) => {
    const { connector } = await bootBehind((response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    );

    expect(await connector.invoke('invites_create', INVITE, CONTEXT)).toMatchObject({
      error: { code: 'outcome_unknown', effect: 'unknown', next: { actionId: 'invites_list' } },
    });
    expect(await connector.invoke('users_get', { user_id: 'user_1' }, CONTEXT)).toMatchObject({
      error: { code: 'upstream_protocol', effect: 'none' },
    });
  });

  it('is no success where it is an error, also with a request id', async () => {
    const error = { type: 'error', error: { type: 'api_error', message: 'Broken.' }, request_id: 'req_1' };
    const { connector } = await bootBehind((response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' })
        .end(JSON.stringify(error)),
    );

    expect(await connector.invoke('invites_create', INVITE, CONTEXT)).toMatchObject({
      error: { code: 'outcome_unknown' },
    });
  });
});

describe('a response of another organization', () => {
  it('leaves a write in doubt that was in doubt', async () => {
    const { connector, simulator } = await simulated();
    const headers = { 'anthropic-organization-id': OTHER };
    simulator.faults.add({ kind: 'status', status: 500, applies: true, headers });

    expect(await connector.invoke('invites_create', INVITE, CONTEXT)).toMatchObject({
      error: {
        code: 'identity_changed',
        effect: 'unknown',
        retry: { allowed: false, resend: 'never' },
        message: expect.stringContaining('its outcome is unknown'),
      },
    });
  });

  it('on a later page stops the connection, and is not named as the source of the data', async () => {
    const { connector, simulator } = await simulated();
    const before = await connector.connections.find(NAME);
    const onProgress = () =>
      void simulator.faults.add({ kind: 'other_organization', organization_id: OTHER, times: 'always' });

    const outcome = await connector.invoke('users_list', { limit: 2 }, { ...CONTEXT, all: true, onProgress });

    expect(outcome).toMatchObject({
      ok: true,
      meta: { partial: { reason: 'identity_changed' }, organizationId: before?.organization?.id },
    });
    expect(await connector.connections.find(NAME)).toMatchObject({
      state: 'failing',
      problem: { code: 'identity_changed' },
    });
  });
});

describe('a new invite in place of another one', () => {
  const second = { method: 'POST' } as const;

  it.each([
    [
      'confirmed by another organization',
      { kind: 'other_organization', organization_id: OTHER, match: second },
      'done',
    ],
    ['in doubt', { kind: 'reset', applies: true, match: second }, 'partial'],
  ] as const)('is not asked for again where it is %s', async (_, fault, effect) => {
    const { connector, simulator } = await simulated();
    simulator.faults.add(fault);

    const outcome = await connector.invoke(
      'invites_reissue',
      { invite_id: simulator.demo.pendingInviteId },
      CONTEXT,
    );

    expect(outcome).toMatchObject({ error: { effect, retry: { allowed: false, resend: 'never' } } });
    expect(JSON.stringify(outcome)).not.toContain('"actionId":"invites_create"');
    expect(outcome).not.toMatchObject({ error: { message: expect.stringContaining('failed') } });
  });

  it.each([
    ['of another invite', { id: 'invite_other', status: 'pending', email: 'a@b.example', role: 'user' }],
    ['with values that cannot be used', { id: 'invite_1', status: 'pending', email: 5, role: 'admin' }],
    ['without values', { id: 'invite_1', status: 'pending' }],
  ])('is not made where the look-up is %s', async (_, body) => {
    const booted = await bootConnector(({ url = '' }) =>
      url.includes('/invites/') ? { body: { type: 'invite', ...body } } : { body: {} },
    );
    afterTest(() => booted.close());

    expect(
      await booted.connector.invoke('invites_reissue', { invite_id: 'invite_1' }, CONTEXT),
    ).toMatchObject({
      error: { code: 'upstream_protocol', effect: 'none' },
    });
    expect(booted.api.log()).toEqual(['GET /v1/organizations/invites/invite_1']);
  });
});

it('sends nothing that waits for a connection of the pool once its key was destroyed', async () => {
  const { connector, simulator, log } = await simulated({ connections: 1 });
  simulator.faults.add({ kind: 'slow', delay_ms: 400, match: { method: 'GET' } });
  const first = connector.invoke('organization_get', {}, { ...CONTEXT, ...LATER });
  await pause(50);
  const waiting = connector.invoke('invites_create', INVITE, { ...CONTEXT, ...LATER });
  await pause(50);
  await connector.connections.delete(NAME, 'ada');

  expect(await waiting).toMatchObject({ error: { code: 'credential_missing', effect: 'none' } });
  await first;
  expect(log().filter((line) => line.startsWith('POST'))).toEqual([]);
});

describe('a check that ends after its key was', () => {
  it.each([
    [
      'replaced',
      (one: AnthropicConnector) => one.connections.save({ ...NAME, apiKey: DEMO_ADMIN_KEY, actor: 'ada' }),
    ],
    ['deleted', (one: AnthropicConnector) => one.connections.delete(NAME, 'ada')],
  ])('%s says nothing of the new state', async (change, act) => {
    const events: string[] = [];
    const { connector, simulator } = await simulated({
      credentialAudit: ({ kind }) => void events.push(kind),
    });
    simulator.faults.add({ kind: 'slow', delay_ms: 300 });
    const checking = connector.connections.check(NAME, 'eve');
    await pause(50);
    await act(connector);

    expect(await checking).toMatchObject(
      change === 'deleted'
        ? { status: 'missing' }
        : { check: { state: 'undetermined' }, connection: { state: 'active', revision: 2 } },
    );
    expect(events).not.toContain('checked');
  });
});

it('frees an idempotency key whose write was refused before it was sent', async () => {
  let on = true;
  const { connector, simulator } = await simulated({ switches: { isEnabled: () => on } });
  simulator.faults.add({ kind: 'status', status: 429, headers: { 'retry-after': '2' } });
  await connector.invoke('organization_get', {}, CONTEXT);
  const keyed = { ...CONTEXT, ...LATER, idempotencyKey: 'key-1' };
  const waiting = connector.invoke('invites_create', INVITE, keyed);
  await pause(50);
  on = false;
  expect(await waiting).toMatchObject({ error: { code: 'action_disabled' } });
  on = true;

  expect(await connector.invoke('invites_create', INVITE, keyed)).toMatchObject({ ok: true });
});

describe('cutting a key out', () => {
  const secret = new SecretString(TEST_KEY);

  it('of a text of 15 MB overflows nothing', () => {
    const text = `${'A'.repeat(15_000_000)} ${TEST_KEY}`;

    expect(redactKeys(text, { secret }).endsWith(' [redacted]')).toBe(true);
  });

  it('of many pieces that are too short to be one changes nothing', () => {
    const list = Array.from({ length: 100_000 }, () => TEST_KEY.slice(20, 35));

    expect(redactKeys(list, { secret })).toEqual(list);
  });
});

it.each(['spend_query', 'spend_summary', 'spend_reconcile', 'claude_code_summary', 'api_keys_hygiene'])(
  '%s makes no figures of rows without the documented form, and is no mistake of the connector',
  async (action) => {
    const input = action === 'spend_reconcile' ? { first_day: '2026-11-01', last_day: '2026-11-02' } : {};
    for (const row of [null, {}, { group: null }, { id: '__proto__', status: 1, email: 7 }]) {
      const body = JSON.stringify({ data: [row], has_more: false, next_page: null, data_refreshed_at: null });
      const { connector } = await bootBehind((response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' })
          .end(body.replace('"id"', '"__proto__":{"polluted":1},"id"')),
      );

      const outcome = await connector.invokeById(action, input, CONTEXT);

      const said = outcome.ok ? outcome.meta.partial?.reason : outcome.error.code;
      expect([row, said]).toEqual([row, 'upstream_protocol']);
      expect(({} as { polluted?: 1 }).polluted).toBeUndefined();
    }
  },
);
