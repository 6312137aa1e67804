import type { ConnectorOptions } from '../../src/kit/engine/options.js';
import type { AuditEntry, InvocationAudit } from '../../src/kit/engine/ports.js';
import { bootConnector, CONTEXT, type Booted } from '../support/boot-connector.js';
import type { Reply, SeenRequest } from '../support/recording-api.js';
import { user } from '../support/users.js';

let booted: Booted | undefined;
afterEach(async () => {
  await booted?.close();
  booted = undefined;
});

const boot = async (answer?: (request: SeenRequest) => Reply, options?: ConnectorOptions): Promise<Booted> =>
  (booted = await bootConnector(answer, options));

const refusal = (status: number, type: string, message: string): Reply => ({
  status,
  body: { type: 'error', error: { type, message }, request_id: 'req_x' },
});

const emptyList = (): Reply => ({ body: { data: [], has_more: false } });

describe('an outcome', () => {
  it('holds the answer of the API unchanged, with the page in one form', async () => {
    const list = {
      data: [{ ...user('user_2'), new_field: 1 }],
      has_more: true,
      first_id: 'user_2',
      last_id: 'user_2',
    };
    const { connector } = await boot(() => ({
      body: list,
      headers: { 'anthropic-organization-id': 'org_9' },
    }));

    const outcome = await connector.invoke('users_list', { limit: 1 }, CONTEXT);

    expect({ ...outcome, meta: { ...outcome.meta, durationMs: 0 } }).toEqual({
      ok: true,
      actionId: 'users_list',
      data: list,
      page: { hasMore: true, next: { after_id: 'user_2' } },
      meta: {
        requestId: 'test',
        durationMs: 0,
        attempts: 1,
        upstreamRequestId: 'req_1',
        organizationId: 'org_9',
      },
    });
  });

  it.each([
    ['users_list', {}, { has_more: false, first_id: 'a', last_id: 'b' }, { hasMore: false, next: null }],
    [
      'users_list',
      { before_id: 'c' },
      { has_more: true, first_id: 'a', last_id: 'b' },
      { hasMore: true, next: { before_id: 'a' } },
    ],
    ['users_list', {}, { has_more: false, first_id: null, last_id: null }, { hasMore: false, next: null }],
    [
      'usage_report_claude_code',
      { starting_at: '2026-11-01' },
      { has_more: true, next_page: 'p2' },
      { hasMore: true, next: { page: 'p2' } },
    ],
    [
      'usage_report_claude_code',
      { starting_at: '2026-11-01' },
      { has_more: false, next_page: null },
      { hasMore: false, next: null },
    ],
    ['users_get', { user_id: 'user_1' }, { id: 'user_1' }, undefined],
  ])('of %s %j tells where the list goes on after %j', async (id, input, body, page) => {
    const { connector } = await boot(() => ({ body: { data: [], ...body } }));

    const outcome = await connector.invokeById(id, input, CONTEXT);

    expect(outcome.ok && outcome.page).toEqual(page);
  });

  it.each([
    [400, 'invalid_request_error', 'upstream_invalid_request', 'caller', false],
    [401, 'authentication_error', 'credential_rejected', 'configuration', false],
    [402, 'billing_error', 'upstream_invalid_request', 'caller', false],
    [403, 'permission_error', 'credential_forbidden', 'configuration', false],
    [404, 'not_found_error', 'not_found', 'caller', false],
    [409, 'conflict_error', 'conflict', 'caller', false],
    [413, 'request_too_large', 'upstream_invalid_request', 'caller', false],
    [429, 'rate_limit_error', 'rate_limited', 'upstream', true],
    [500, 'api_error', 'upstream_unavailable', 'upstream', true],
    [503, 'api_error', 'upstream_unavailable', 'upstream', true],
    [504, 'timeout_error', 'timeout', 'upstream', true],
    [529, 'overloaded_error', 'upstream_unavailable', 'upstream', true],
  ])('tells a %i %s as %s', async (status, type, code, blame, allowed) => {
    const { connector } = await boot(() => refusal(status, type, 'Said so.'));

    const outcome = await connector.invoke('users_get', { user_id: 'user_1' }, CONTEXT);

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code,
        blame,
        message: expect.stringContaining('Said so.'),
        fix: expect.stringMatching(/\.$/),
        retry: { allowed },
        upstream: { status, type, message: 'Said so.' },
      },
    });
  });

  it('of a write in doubt names the read that tells, and the write is not sent again', async () => {
    const { connector, api } = await boot(() => refusal(500, 'api_error', 'Broken.'), { maxRetries: 2 });

    const outcome = await connector.invoke('users_update', { user_id: 'user_1', role: 'user' }, CONTEXT);

    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: 'outcome_unknown',
        fix: 'Run users_get to see whether it took effect, or send the same request again: that is safe.',
        effect: 'unknown',
        retry: { allowed: true, resend: 'same_request' },
        next: { actionId: 'users_get', input: { user_id: 'user_1' } },
      },
    });
    expect(api.log()).toEqual(['POST /v1/organizations/users/user_1']);
  });
});

describe('a refused key', () => {
  it('turns the connection failing, and the API is not asked again', async () => {
    const { connector, api } = await boot(() => refusal(401, 'authentication_error', 'API key is invalid.'));

    const first = await connector.invoke('organization_get', {}, CONTEXT);
    const second = await connector.invoke('organization_get', {}, CONTEXT);

    expect([first, second]).toMatchObject([
      {
        error: {
          code: 'credential_rejected',
          message: 'Anthropic refused the Admin key of this connection: API key is invalid.',
        },
      },
      {
        error: {
          code: 'credential_rejected',
          message: expect.stringContaining('No request was sent to Anthropic.'),
        },
      },
    ]);
    expect(api.log()).toEqual(['GET /v1/organizations/me']);
  });

  it('is not the same as a missing permission', async () => {
    const { connector, api } = await boot(() => refusal(403, 'permission_error', 'Not for you.'));

    await connector.invoke('organization_get', {}, CONTEXT);
    await connector.invoke('organization_get', {}, CONTEXT);

    expect(api.log()).toHaveLength(2);
  });
});

describe('a missing connection', () => {
  it.each([
    { ...CONTEXT, tenantId: 'globex' },
    { ...CONTEXT, connection: 'other' },
  ])('is told for %j', async (context) => {
    const { connector, api } = await boot();

    const outcome = await connector.invoke('organization_get', {}, context);

    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'credential_missing', fix: expect.stringContaining('sk-ant-admin') },
    });
    expect(api.log()).toEqual([]);
  });
});

describe("the host's rules", () => {
  const forbidden = { user_id: 'user_1', role: 'user' } as const;

  it.each([
    ['action_disabled', { switches: { isEnabled: () => false } }],
    ['policy_denied', { policy: { decide: () => ({ effect: 'deny', reason: 'Not on Fridays.' }) } }],
    [
      'approval_required',
      {
        policy: { decide: async () => ({ effect: 'approval', reason: 'Two people.', approvalId: 'apr_1' }) },
      },
    ],
  ] as [string, ConnectorOptions][])('answer %s before the key is touched', async (code, options) => {
    const { connector, api, store } = await boot(undefined, options);

    const outcome = await connector.invoke('users_update', forbidden, CONTEXT);

    expect(outcome).toMatchObject({ ok: false, error: { code, fix: expect.any(String) } });
    expect([api.log(), store.opened]).toEqual([[], 0]);
  });

  it('see the checked input, and a limitation comes before them', async () => {
    const seen: unknown[] = [];
    const policy: ConnectorOptions['policy'] = {
      decide: ({ action, input }) => (seen.push([action.id, input]), { effect: 'allow' }),
    };
    const { connector } = await boot(undefined, { policy });

    await connector.invoke('users_update', forbidden, CONTEXT);
    await connector.invoke('api_keys_delete', { api_key_id: 'apikey_1' }, CONTEXT);

    expect(seen).toEqual([['users_update', forbidden]]);
  });
});

describe('a plan', () => {
  it('answers with the request that would go out, and sends nothing', async () => {
    const { connector, api } = await boot();

    const outcome = await connector.plan('users_update', { user_id: 'user_1', role: 'user' }, CONTEXT);

    expect(outcome).toMatchObject({
      ok: true,
      data: { method: 'POST', path: '/v1/organizations/users/user_1', body: { role: 'user' } },
      meta: { dryRun: true, attempts: 0 },
    });
    expect(api.log()).toEqual([]);
  });

  it('still refuses what is not valid', async () => {
    const { connector } = await boot();

    const outcome = await connector.planById('users_get', {}, CONTEXT);

    expect(outcome).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });
});

describe('an idempotency key', () => {
  const keyed = { ...CONTEXT, idempotencyKey: 'k1' };
  const update = { user_id: 'user_1', role: 'user' } as const;

  it('gives the first outcome again', async () => {
    const { connector, api } = await boot(() => ({ body: { id: 'user_1' } }));

    const first = await connector.invoke('users_update', update, keyed);
    const again = { ...keyed, requestId: 'second' };
    const second = await connector.invoke('users_update', { role: 'user', user_id: 'user_1' }, again);

    const meta = { ...first.meta, requestId: 'second', originalRequestId: 'test', replayed: true };
    expect(second).toEqual({ ...first, meta });
    expect(api.log()).toHaveLength(1);
  });

  it('is refused for another input', async () => {
    const { connector } = await boot();

    await connector.invoke('users_update', update, keyed);
    const outcome = await connector.invoke('users_update', { ...update, role: 'billing' }, keyed);

    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'idempotency_conflict', retry: { allowed: false } },
    });
  });

  it('answers clearly while the first invocation is running', async () => {
    const { connector, api } = await boot();

    const outcomes = await Promise.all([1, 2].map(() => connector.invoke('users_update', update, keyed)));

    expect(outcomes).toMatchObject([
      { ok: true },
      { ok: false, error: { code: 'idempotency_conflict', retry: { allowed: true } } },
    ]);
    expect(api.log()).toHaveLength(1);
  });

  it('may be used again after a failure that sent nothing', async () => {
    const answers = [refusal(429, 'rate_limit_error', 'Slow down.'), { body: { id: 'user_1' } }];
    const { connector } = await boot(() => answers.shift()!, { requestsPerMinute: 1000 });

    const first = await connector.invoke('users_update', update, { ...keyed, deadline: Date.now() + 200 });
    const second = await connector.invoke('users_update', update, keyed);

    expect([first, second]).toMatchObject([{ error: { code: 'rate_limited' } }, { ok: true }]);
  });

  it('keeps a write in doubt from being sent a second time', async () => {
    const { connector, api } = await boot(() => refusal(500, 'api_error', 'Broken.'));

    const invite = { email: 'a@b.example', role: 'user' } as const;
    await connector.invoke('invites_create', invite, keyed);
    const second = await connector.invoke('invites_create', invite, keyed);

    expect(second).toMatchObject({
      error: { code: 'outcome_unknown', effect: 'unknown', retry: { allowed: false, resend: 'never' } },
      meta: { replayed: true },
    });
    expect(api.log()).toHaveLength(1);
  });

  it('lets an idempotent write in doubt be sent again', async () => {
    const answers = [refusal(500, 'api_error', 'Broken.'), { body: { id: 'user_1' } }];
    const { connector, api } = await boot(() => answers.shift()!);

    const first = await connector.invoke('users_update', update, keyed);
    const second = await connector.invoke('users_update', update, keyed);

    expect([first, second]).toMatchObject([{ error: { code: 'outcome_unknown' } }, { ok: true }]);
    expect(api.log()).toHaveLength(2);
  });
});

describe('the audit', () => {
  const recording = (entries: AuditEntry[], begin?: InvocationAudit['begin']): ConnectorOptions => ({
    audit: { begin, end: (entry) => void entries.push(entry) },
  });

  it('is told of every invocation, whatever came of it', async () => {
    const entries: AuditEntry[] = [];
    const { connector } = await boot(emptyList, recording(entries));

    await connector.invoke('users_list', {}, CONTEXT);
    await connector.invokeById('nothing' as string, 5, CONTEXT);

    expect(entries).toMatchObject([
      { actionId: 'users_list', input: {}, context: CONTEXT, outcome: { ok: true } },
      { actionId: 'nothing', input: 5, context: CONTEXT, outcome: { error: { code: 'unknown_action' } } },
    ]);
  });

  it('keeps a write from being sent where it cannot be written, and lets a read pass', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error('disk full'));
    const { connector, api } = await boot(emptyList, recording([], broken));

    const write = await connector.invoke('users_update', { user_id: 'user_1', role: 'user' }, CONTEXT);
    const read = await connector.invoke('users_list', {}, CONTEXT);

    expect([write, read]).toMatchObject([
      {
        error: {
          code: 'host_failed',
          message: 'The audit of the host failed, so the request was not sent.',
        },
      },
      { ok: true },
    ]);
    expect(api.log()).toEqual(['GET /v1/organizations/users']);
  });

  it('that fails after the fact is a warning in the outcome', async () => {
    const { connector } = await boot(() => ({ body: user('user_1') }), {
      audit: { end: () => Promise.reject(new Error('disk full')) },
    });

    const outcome = await connector.invoke('users_get', { user_id: 'user_1' }, CONTEXT);

    expect(outcome).toMatchObject({
      ok: true,
      meta: { warnings: ['The audit entry of this invocation could not be written.'] },
    });
  });
});

describe('an invocation', () => {
  it('ends at its deadline', async () => {
    const { connector } = await boot(() => refusal(429, 'rate_limit_error', 'Slow down.'), { maxRetries: 2 });

    const outcome = await connector.invoke('users_list', {}, { ...CONTEXT, deadline: Date.now() + 3_000 });

    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'rate_limited', retry: { allowed: true, afterMs: expect.any(Number) } },
    });
  });

  it('that was cancelled before it began sends nothing', async () => {
    const { connector, api } = await boot();

    const outcome = await connector.invoke('users_list', {}, { ...CONTEXT, signal: AbortSignal.abort() });

    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(api.log()).toEqual([]);
  });
});
