import {
  ACTIONS,
  SecretString,
  maskSecrets,
  type Action,
  type AuditEntry,
  type InvocationFacts,
  type Outcome,
} from 'anthropic-admin-connector';
import { DatabaseAudit } from '../../platform/src/audit/database-audit.js';
import { BUDGET_MS, detailsOf, InputBudget, scrub } from '../../platform/src/audit/details.js';
import { readChain } from '../../platform/src/audit/read-chain.js';
import { verifyChain } from '../../platform/src/audit/verify-chain.js';
import type { ChainedEntry } from '../../platform/src/audit/entry.js';
import { chainOf, SEAL } from './support/audit.js';
import { CANARY } from './support/connections.js';
import { ENGINES, testDatabase, type TestDatabase } from './support/test-database.js';

const CONTEXT = { tenantId: 'acme', actor: { id: 'ada', type: 'user' }, requestId: 'r1' } as const;
const DONE: AuditEntry['outcome'] = {
  ok: true,
  actionId: 'users_list',
  data: { secret_answer: 'never written' },
  meta: { requestId: 'r1', durationMs: 5, attempts: 1, upstreamRequestId: 'req_1', organizationId: 'org_1' },
};

const actionOf = (id: string) => (ACTIONS as readonly Action[]).find((action) => action.id === id) as Action;

async function written({ db }: TestDatabase, tenantId = 'acme'): Promise<ChainedEntry[]> {
  const entries: ChainedEntry[] = [];
  for await (const entry of readChain(db, tenantId, 1000)) entries.push(entry);
  return entries;
}

/** What a connector hands over, with an input as it arrived. */
type Ended = Partial<Omit<AuditEntry, 'input'>> & { input?: unknown };

async function ended(engine: (typeof ENGINES)[number], given: Ended): Promise<ChainedEntry> {
  const database = await testDatabase(engine);
  const { input, ...entry } = { input: {}, ...given };
  const { secrets = { input: [], output: [] }, outcome = DONE } = entry;
  await new DatabaseAudit(chainOf(database)).end({
    connector: 'anthropic',
    secrets,
    requestId: 'r1',
    actionId: 'users_list',
    input: maskSecrets(input, { fields: secrets.input, redact: (text) => text }),
    context: CONTEXT,
    outcome,
    unmasked: () => ({ input, outcome }),
    ...entry,
  });
  const [only] = await written(database);
  if (!only) throw new Error('nothing was written');
  expect(await verifyChain(database.db, SEAL, 'acme')).toMatchObject({ findings: [] });
  return only;
}

describe.each(ENGINES)('the audit on %s', (engine) => {
  test('writes an invocation down with who, what, how it went and how long it took', async () => {
    const { hash: _hash, prevHash: _prevHash, ...entry } = await ended(engine, { input: { limit: 5 } });

    expect(entry).toEqual({
      tenantId: 'acme',
      seq: 1,
      at: '2026-11-01T00:00:00.000Z',
      kind: 'invocation',
      action: 'users_list',
      actorId: 'ada',
      actorType: 'user',
      connection: 'default',
      code: 'ok',
      requestId: 'r1',
      upstreamRequestId: 'req_1',
      durationMs: 5,
      details: { connector: 'anthropic', attempts: 1, input: { limit: 5 }, organizationId: 'org_1' },
    });
  });

  test('writes a failure down with its code, limitation and what the API said', async () => {
    const error = {
      code: 'limited_operation',
      blame: 'caller',
      message: 'Not this.',
      retry: { allowed: false, resend: 'never' },
      effect: 'none',
      limitation: {
        id: 'api_keys_delete',
        kind: 'unsupported',
        title: 't',
        reason: 'r',
        workaround: 'w',
        reference: 'x',
      },
      upstream: { status: 400, type: 'invalid_request_error', message: 'It says what was sent.' },
    } as const;

    const { code, details } = await ended(engine, {
      outcome: { ok: false, actionId: 'users_list', error, meta: DONE.meta },
    });

    expect({ code, details }).toEqual({
      code: 'limited_operation',
      details: {
        connector: 'anthropic',
        attempts: 1,
        input: {},
        organizationId: 'org_1',
        limitation: 'api_keys_delete',
        upstream: { status: 400, type: 'invalid_request_error', code: null },
      },
    });
  });

  test('writes a write down before it is sent and after', async () => {
    const database = await testDatabase(engine);
    const audit = new DatabaseAudit(chainOf(database));
    const input = { user_id: 'user_1', role: 'user' };
    const context = { ...CONTEXT, idempotencyKey: 'k1' };
    const shared = {
      connector: 'anthropic',
      secrets: { input: [], output: [] },
      input,
      context,
      requestId: 'r1',
    };
    const action = actionOf('users_update');
    const facts: InvocationFacts = { ...shared, action, effect: action.effect, unmasked: () => input };

    await audit.begin(facts);
    const unmasked = (): { input: object; outcome: Outcome } => ({ input, outcome: DONE });
    await audit.end({ ...shared, actionId: 'users_update', outcome: DONE, unmasked });

    const entries = await written(database);
    expect(entries.map(({ kind, action, code, requestId }) => [kind, action, code, requestId])).toEqual([
      ['intent', 'users_update', null, 'r1'],
      ['invocation', 'users_update', 'ok', 'r1'],
    ]);
    expect(entries[0]?.details).toEqual({ connector: 'anthropic', input, idempotencyKey: 'k1' });
  });

  test('writes events of credentials down', async () => {
    const database = await testDatabase(engine);
    const { credential } = new DatabaseAudit(chainOf(database));
    const event = {
      connector: 'anthropic',
      tenantId: 'acme',
      name: 'default',
      actor: 'ada',
      at: '2026-11-01T00:00:00.000Z',
    };

    await credential({ ...event, kind: 'saved', organizationId: 'org_1' });
    await credential({ ...event, kind: 'refused', problem: 'key_unknown' });
    await credential({ ...event, kind: 'identity_changed', organizationId: 'org_2' });

    const entries = await written(database);
    expect(
      entries.map(({ kind, action, code, actorId, details }) => [kind, action, code, actorId, details]),
    ).toEqual([
      ['credential', 'connections.saved', 'ok', 'ada', { connector: 'anthropic', organizationId: 'org_1' }],
      ['credential', 'connections.refused', 'key_unknown', 'ada', { connector: 'anthropic' }],
      [
        'credential',
        'connections.identity_changed',
        'identity_changed',
        'ada',
        { connector: 'anthropic', organizationId: 'org_2' },
      ],
    ]);
  });

  test('leaves out what an action marks as secret, whatever the connector', async () => {
    const input = { endpoint_url: 'https://otel.example.com', headers: { 'x-team': 'hunter2-canary' } };

    const { details } = await ended(engine, { input, secrets: { input: ['headers'], output: [] } });

    expect(details['input']).toEqual({ endpoint_url: 'https://otel.example.com', headers: '[left out]' });
  });

  test('leaves out what is called like a secret, at any depth, and keeps ids', async () => {
    const input = {
      api_key_id: 'apikey_1',
      api_key_ids: ['apikey_1'],
      max_tokens: 5,
      nested: [
        { apiKey: 'a', client_secret: 'b', Authorization: 'c', access_token: 'd', password: { e: 'f' } },
      ],
    };

    const { details } = await ended(engine, { input });

    const out = '[left out]';
    expect(details['input']).toEqual({
      api_key_id: 'apikey_1',
      api_key_ids: ['apikey_1'],
      max_tokens: 5,
      nested: [{ apiKey: out, client_secret: out, Authorization: out, access_token: out, password: out }],
    });
  });

  test('writes no Admin key down, wherever it was put', async () => {
    const key = CANARY.reveal();
    const input = { [key]: 1, name: `It is ${key}!`, list: [[key]], held: new SecretString(key) };
    const context = { ...CONTEXT, connection: key, actor: { id: key }, idempotencyKey: key };
    const outcome = { ...DONE, meta: { ...DONE.meta, requestId: key, upstreamRequestId: key } };

    const entry = await ended(engine, { actionId: key, input, context, outcome });

    expect(JSON.stringify(entry)).not.toContain('canary');
    expect(entry.details['input']).toEqual({
      '[redacted]': 1,
      name: 'It is [redacted]!',
      list: [['[redacted]']],
      held: '[redacted]',
    });
  });

  test.each([
    ['https://hooks.example.com/services/canary/T00', 'https://hooks.example.com'],
    ['https://hooks.example.com:8443/?canary', 'https://hooks.example.com:8443'],
    ['https://ada:canary@hooks.example.com', 'https://hooks.example.com'],
    ['see wss://h.example/canary#canary now', 'see wss://h.example'],
  ])('keeps of %s no more than scheme, host and a digest', async (url, kept) => {
    const { details } = await ended(engine, { input: { misspelt: [url] } });

    const [written] = (details['input'] as { misspelt: string[] }).misspelt;
    expect(written).toMatch(/\/sha256:[\da-f]{16}/);
    expect(written?.startsWith(`${kept}/sha256:`)).toBe(true);
    expect(written).not.toContain('canary');
  });

  test('keeps a URL that is a host alone', async () => {
    const { details } = await ended(engine, { input: { url: 'https://otel.example.com/' } });

    expect(details['input']).toEqual({ url: 'https://otel.example.com/' });
  });

  test('never writes the answer of the API down', async () => {
    expect(JSON.stringify(await ended(engine, {}))).not.toContain('never written');
  });

  test.each<[string, unknown, unknown]>([
    ['no object', 5, 5],
    ['nothing', undefined, null],
    ['text that no database takes', 'a\u0000b\ud800', 'a\u0000b\ud800'],
    [
      'a name like that of the prototype',
      JSON.parse('{"__proto__":{"a":1}}'),
      JSON.parse('{"__proto__":{"a":1}}'),
    ],
    ['what is no JSON', { n: NaN, big: 5n, f: () => 1 }, { n: null, big: null, f: null }],
  ])('takes an input that is %s', async (_, input, expected) => {
    expect((await ended(engine, { input })).details['input']).toEqual(expected);
  });

  test('takes the names of things that no database takes', async () => {
    const entry = await ended(engine, { actionId: `x\u0000y\ud800${'z'.repeat(300)}` });

    expect(entry.action).toBe(`x\ufffdy\ufffd${'z'.repeat(252)}`);
  });

  test('takes an input of any depth', async () => {
    const deep = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;

    expect(JSON.stringify((await ended(engine, { input: deep })).details)).toContain('[too deep]');
  });

  test('writes a digest down in place of an input that is too large', async () => {
    const { details } = await ended(engine, { input: { name: 'x'.repeat(40_000) } });

    expect(details['input']).toEqual({
      leftOut: 'too large',
      bytes: 40_011,
      sha256: expect.stringMatching(/^[\da-f]{64}$/),
    });
  });
});

test.each([
  ['an input that is left out', (email: string) => detailsOf({ input: { email } }, () => false)],
  ['a URL', (email: string) => scrub(`https://example.com/hook?for=${email}`)],
])('the digest of %s tells nobody whose address is in it', (_, write) => {
  expect(write('ada@example.com')).toEqual(write('eve@example.com'));
});

test('the bytes of inputs in an hour are bounded for a tenant, and for a subject by its share of them', () => {
  let now = Date.parse('2026-11-01T00:00:00.000Z');
  const budget = new InputBudget(100, 50, () => now);
  const take = (id: string, bytes: number, tenantId = 'acme') =>
    budget.take({ tenantId, actor: { id } }, bytes);

  const mallory = [take('mallory', 40), take('mallory', 11), take('mallory', 10)];
  now += BUDGET_MS - 1;
  const others = [
    take('ada', 50),
    take('eve', 1),
    budget.take({ tenantId: 'acme' }, 1),
    take('eve', 1, 'globex'),
  ];
  now += 2;

  expect(mallory).toEqual([true, false, true]);
  expect(others).toEqual([true, false, false, true]);
  expect(take('mallory', 50)).toBe(true);
});
