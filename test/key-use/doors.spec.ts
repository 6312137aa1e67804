import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import { problem } from '../platform/support/problems.js';
import { signedToken } from '../platform/support/tokens.js';

const KEY_USE = '/connections/default/key-use';
const READS = { effects: ['read'], time_zone: 'UTC' };

let platform: BootedMcp;
beforeAll(async () => {
  platform = await bootMcp();
});
afterEach(() => platform.call(KEY_USE, { method: 'DELETE' }));
afterAll(() => platform.close());

const put = (body: unknown, tenant = 'acme') => platform.call(KEY_USE, { method: 'PUT', body, tenant });
const invoke = (action: string, input: object, more: object = {}) =>
  platform.call(`/actions/${action}/invoke`, { method: 'POST', body: { input, ...more } });
const sent = (): number => platform.simulator.journal.entries().length;

/** The day of the week that it certainly is not, for an hour at least. */
const anotherDay = (): string =>
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(new Date().getUTCDay() + 3) % 7] as string;

describe('the route', () => {
  test('sets, shows and removes a policy, and the connection shows it', async () => {
    const none = await platform.call(KEY_USE);
    const set = await put({ effects: ['write', 'read'], calls_per_day: 5, actions: ['users_list'] });
    const policy = {
      actions: ['users_list'],
      effects: ['read', 'write'],
      time_zone: 'UTC',
      calls_per_day: 5,
    };
    await invoke('users_list', {});

    expect([none.status, none.body]).toEqual([200, { policy: null }]);
    expect([set.status, set.body]).toEqual([200, { policy, calls_today: 0 }]);
    expect((await platform.call(KEY_USE)).body).toEqual({ policy, calls_today: 1 });
    expect((await platform.call('/connections/default')).body).toMatchObject({ keyUse: policy });
    expect((await platform.call('/connections')).body).toMatchObject({ data: [{ keyUse: policy }] });
    expect((await platform.call(KEY_USE, { method: 'DELETE' })).status).toBe(204);
    expect((await platform.call('/connections/default')).body).not.toHaveProperty('keyUse');
  });

  test.each([
    ['nothing', {}, '', 'the policy must limit something'],
    ['only a zone', { time_zone: 'UTC' }, '', 'the policy must limit something'],
    ['an empty list', { actions: [] }, 'actions', 'at least 1'],
    ['an unknown action', { actions: ['users_lst'] }, 'actions', 'GET /v1/connectors/anthropic/actions'],
    ['an unknown pack', { packs: ['people'] }, 'packs', 'the packs are members, workspaces'],
    ['a name of every object', { packs: ['constructor'] }, 'packs', 'the packs are'],
    ['an unknown effect', { effects: ['delete'] }, 'effects', 'read, write, destructive'],
    ['an unknown day', { days: ['monday'] }, 'days', 'sun, mon, tue'],
    ['a time of no day', { from: '24:00', until: '25:00' }, 'from', 'from 00:00 to 23:59'],
    ['half of the hours', { from: '08:00' }, 'from', 'goes with until'],
    ['hours that are none', { from: '08:00', until: '08:00' }, 'from', 'must be another time'],
    ['an offset as a zone', { effects: ['read'], time_zone: '+01:00' }, 'time_zone', 'Europe/Vienna'],
    ['an unknown zone', { effects: ['read'], time_zone: 'Mars/Olympus' }, 'time_zone', 'Europe/Vienna'],
    ['no call', { calls_per_day: 0 }, 'calls_per_day', 'not be less than 1'],
    ['too many calls', { calls_per_day: 1_000_001 }, 'calls_per_day', 'not be greater than 1000000'],
    ['an unknown field', { hours: 8 }, 'hours', 'the fields are'],
    ['a list that is too long', { actions: Array(1_001).fill('users_list') }, 'actions', '1000'],
  ])('refuses %s', async (_, body, path, message) => {
    const answer = await put(body);

    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'invalid_input',
      error: {
        issues: expect.arrayContaining([{ path, rule: expect.any(String), message: expect.any(String) }]),
      },
    });
    expect(JSON.stringify(answer.body)).toContain(message);
    expect((await platform.call(KEY_USE)).body).toEqual({ policy: null });
  });

  test('knows no connection of another tenant', async () => {
    expect((await put(READS, 'globex')).status).toBe(404);
    expect((await platform.call(KEY_USE, { tenant: 'globex' })).status).toBe(404);
    expect((await platform.call(KEY_USE, { method: 'DELETE', tenant: 'globex' })).status).toBe(404);
  });

  test.each([
    ['PUT', 'anthropic:connections:write'],
    ['DELETE', 'anthropic:connections:write'],
    ['GET', 'anthropic:connections:read'],
  ])('%s needs %s', async (method, permission) => {
    const others = ['read', 'use', 'write', 'check', 'delete']
      .map((verb) => `anthropic:connections:${verb}`)
      .filter((one) => one !== permission);
    const authorization = `Bearer ${await signedToken({ permissions: others })}`;
    const body = method === 'PUT' ? READS : undefined;

    expect((await platform.call(KEY_USE, { method, body, headers: { authorization } })).body).toMatchObject({
      status: 403,
      code: 'permission_missing',
      detail: expect.stringContaining(permission),
    });
  });

  test('leaves an entry before and after each change', async () => {
    await put(READS);
    await platform.call(KEY_USE, { method: 'DELETE' });

    const { body } = await platform.call('//v1/audit?limit=4');
    const change = { actorId: 'ada', connection: 'default', requestId: 'test-request' };
    expect((body as { data: unknown[] }).data).toMatchObject([
      { ...change, kind: 'credential', action: 'connections.key_use_cleared', code: 'ok' },
      {
        ...change,
        kind: 'intent',
        action: 'connections.clear_key_use',
        code: null,
        details: { before: READS },
      },
      {
        ...change,
        kind: 'credential',
        action: 'connections.key_use_set',
        code: 'ok',
        details: { policy: READS },
      },
      {
        ...change,
        kind: 'intent',
        action: 'connections.set_key_use',
        code: null,
        details: { policy: READS },
      },
    ]);
  });
});

const MESSAGE =
  'The key of the connection "default" may not be used for this: its key-use policy allows the effect read only, and users_remove is destructive. No request was sent.';
const FIX =
  'Someone with the permission anthropic:connections:write can change the key-use policy of the connection "default".';

describe('a refused call', () => {
  test('is a 403 over REST, as a dry run too, and sends nothing', async () => {
    await put(READS);
    const before = sent();

    const refused = await invoke('users_remove', { user_id: 'user_none' });
    const planned = await invoke('users_remove', { user_id: 'user_none' }, { dry_run: true });

    const error = {
      code: 'key_use_refused',
      blame: 'configuration',
      message: MESSAGE,
      effect: 'none',
      retry: { allowed: false, resend: 'after_change' },
      fix: FIX,
    } as const;
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject(
      problem(403, 'Key not to be used for this', error, { durationMs: expect.any(Number), attempts: 0 }),
    );
    expect(planned.body).toMatchObject({ code: 'key_use_refused', meta: { dryRun: true, attempts: 0 } });
    expect(sent()).toBe(before);
    expect((await invoke('users_list', {})).status).toBe(200);
  });

  test('says over REST when it is allowed', async () => {
    await put({ days: [anotherDay()] });

    const { status, headers, body } = await invoke('users_list', {});

    expect(status).toBe(403);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(24 * 3600);
    expect(body).toMatchObject({
      detail: expect.stringMatching(
        /allows calls on \w{3} \(UTC\) only; the next is allowed from .* 00:00 \(UTC\)\./,
      ),
      error: { retry: { allowed: true, resend: 'after_wait', afterMs: expect.any(Number) } },
    });
  });

  test('is in the form of the API at its own paths, and not to be retried', async () => {
    await put({ days: [anotherDay()] });
    const before = sent();

    const response = await fetch(`${platform.url}/v1/connectors/anthropic/api/v1/organizations/users`, {
      headers: { 'x-api-key': await signedToken() },
    });

    expect([response.status, response.headers.get('x-should-retry')]).toEqual([403, 'false']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      type: 'error',
      error: {
        type: 'permission_error',
        message: expect.stringContaining('may not be used for this'),
        details: { error_code: 'connector_key_use_refused' },
      },
    });
    expect(sent()).toBe(before);
  });

  test('is a result of its tool over MCP, which the list leaves out', async () => {
    const names = async (): Promise<string[]> =>
      (await (await platform.client()).list()).map(({ name }: { name: string }) => name);
    const all = await names();
    await put({ packs: ['members'], effects: ['read'] });
    const before = sent();

    const client = await platform.client();
    const result = await client.call('anthropic_users_remove', { user_id: 'user_none' });

    const shown = await names();
    expect(all).toEqual(expect.arrayContaining(['anthropic_users_remove', 'anthropic_api_keys_list']));
    expect(shown).toContain('anthropic_users_list');
    expect(shown).not.toContain('anthropic_users_remove');
    expect(shown).not.toContain('anthropic_api_keys_list');
    expect(result).toMatchObject({
      isError: true,
      outcome: { error: { code: 'key_use_refused', effect: 'none' } },
      text: expect.stringContaining('error key_use_refused'),
    });
    expect(sent()).toBe(before);
  });
});

test('the platform checks a key for which no call is left, and those it refuses do not count', async () => {
  const { calls_today: before = 0 } = (await put({ calls_per_day: 1_000 })).body as { calls_today?: number };
  await put({ calls_per_day: before + 1 });
  const first = await invoke('users_list', {});
  const second = await invoke('users_list', {});
  const dry = await invoke('users_list', {}, { dry_run: true });
  const checked = await platform.call('/connections/default/check', { method: 'POST' });

  expect([first.status, second.status, dry.status, checked.status]).toEqual([200, 403, 403, 200]);
  expect(second.body).toMatchObject({
    detail: expect.stringMatching(/allows \d+ calls? a day, and they are used up/),
  });
  expect((await platform.call(KEY_USE)).body).toMatchObject({ calls_today: before + 1 });
});
