import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../platform/src/database/database.js';
import { SET_KEPT_MS } from '../../platform/src/auth/sealed-set.js';
import { POLICIES_KEPT_MS } from '../../platform/src/policies/policy-port.js';
import { PolicyEvents } from '../../platform/src/policies/events.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import { bootPlatform, type Answer, type BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { afterSuite, afterTest } from '../support/cleanup.js';

const STRICT =
  '@id("no-workspaces")\n@title("No workspaces")\n@reason("They are made elsewhere")\nforbid (principal, action == Action::"workspaces_create", resource);\npermit (principal, action, resource);\n';

const bearer = async (claims: object): Promise<{ headers: Record<string, string> }> => ({
  headers: { authorization: `Bearer ${await signedToken({ ...claims })}` },
});

/** Makes a workspace; the names of several differ. */
let made = 0;
const make = async (platform: BootedPlatform, tenant = 'acme', claims: object = {}): Promise<Answer> =>
  platform.call('/actions/workspaces_create/invoke', {
    method: 'POST',
    body: { input: { name: `made ${(made += 1)}` } },
    ...(await bearer({ tenantId: tenant, ...claims })),
  });

const policies = (platform: BootedPlatform, method: string, path: string, body?: object, tenant = 'acme') =>
  platform.call(`//v1/policies${path}`, { method, body, tenant });

const saved = async (platform: BootedPlatform, text = STRICT): Promise<number> => {
  const { body } = await policies(platform, 'POST', '/versions', { text, reason: 'a test' });
  return (body as { version: number }).version;
};

const turnOn = (platform: BootedPlatform, on: number | null): Promise<Answer> =>
  policies(platform, 'PUT', '/state', { on, reason: 'a test' });

const opened = async (env: Record<string, string>): Promise<Database> => {
  const database = await openDatabase({
    dataDir: env['DATA_DIR'] ?? '',
    ...('DATABASE_URL' in env && { databaseUrl: new URL(String(env['DATABASE_URL'])) }),
  });
  afterTest(() => database.close());
  return database;
};

describe.each(ENGINES)('on %s', (engine) => {
  test('a draft is checked, replayed, watched, turned on and rolled back, and the audit has each step', async () => {
    const platform = await bootWith(await storedIn(engine));
    await platform.connect();
    await make(platform);

    const checked = await policies(platform, 'POST', '/check', { text: STRICT });
    const version = await saved(platform);
    const drafted = await make(platform);
    await policies(platform, 'PUT', '/state', { watch: version, reason: 'to see what it does' });
    const watched = await make(platform);
    await policies(platform, 'PUT', '/state', { on: version, watch: null, reason: 'it is right' });
    const enforced = await make(platform);
    const back = await policies(platform, 'PUT', '/state', { on: 0, reason: 'it was wrong' });
    const after = await make(platform);
    const versions = await policies(platform, 'GET', '/versions');
    const audit = await platform.call('//v1/audit?limit=100');

    expect(checked.body).toMatchObject({
      valid: true,
      replay: {
        calls: 1,
        stopped: 1,
        asked: 0,
        complete: true,
        summary: 'Of 1 call of the last 30 days, it would have stopped 1 and asked for 0 approvals.',
        examples: [
          { action: 'workspaces_create', actor: 'ada', effect: 'deny', policies: ['no-workspaces'] },
        ],
      },
    });
    expect([drafted.status, watched.status, enforced.status, after.status]).toEqual([200, 200, 403, 200]);
    expect(watched.body).toMatchObject({
      meta: { policy: { effect: 'deny', reason: 'No workspaces: They are made elsewhere.' } },
    });
    expect(enforced.body).toMatchObject({
      code: 'policy_denied',
      detail: 'Policy does not allow workspaces_create: No workspaces: They are made elsewhere.',
    });
    expect(back.body).toEqual({ on: 0, watch: null, broken_glass: 0, broken_by_you_until: null });
    expect(versions.body).toMatchObject({
      data: [{ version: 1, reason: 'a test', created_by: 'ada' }, { version: 0 }],
    });
    const { data } = audit.body as { data: { action: string; details: object }[] };
    expect(data.filter(({ action }) => action.startsWith('policies.')).map(({ action }) => action)).toEqual([
      'policies.set',
      'policies.set',
      'policies.set',
      'policies.saved',
    ]);
  });

  test.each([
    [
      'the text of the version in force',
      `update policy_sets set text = 'permit (principal, action, resource);'`,
    ],
    ['the version in force', 'delete from policy_sets'],
    ['which version is in force', `update sealed_sets set entries = '{}' where name = 'policies'`],
    ['that one is in force', `delete from sealed_sets where name = 'policies'`],
  ])(
    '%s, changed in SQL, refuses every call of a new process until the operator repairs it',
    async (_, statement) => {
      const env = await storedIn(engine);
      const first = await bootWith(env);
      await first.connect();
      await turnOn(first, await saved(first));
      const { db } = await opened(env);
      await sql.raw(statement).execute(db);
      const second = await bootWith(env);

      const read = await second.call('/actions/users_list/invoke', { method: 'POST', body: {} });

      expect(read).toMatchObject({
        status: 403,
        body: {
          code: 'policy_denied',
          detail: expect.stringMatching(/altered outside of the platform/),
        },
      });
    },
  );
});

test('a change holds at once in its process, and within a second and a half in another one', async () => {
  const env = await storedIn('libsql');
  const [one, other] = [await bootWith(env), await bootWith(env)];
  await one.connect();
  await make(other);

  await turnOn(one, await saved(one));
  const changed = performance.now();
  const here = await make(one);
  await until(async () => (await make(other)).status === 403);

  expect(here.status).toBe(403);
  expect(performance.now() - changed).toBeLessThan(SET_KEPT_MS + POLICIES_KEPT_MS + 3_000);
});

describe('of tenants', () => {
  test('no policy of one is seen or used by another', async () => {
    const platform = await bootWith(await storedIn('libsql'));
    await platform.connect();
    await platform.connect('umbra');
    await turnOn(platform, await saved(platform));

    const own = await make(platform);
    const others = await make(platform, 'umbra');
    const version = await policies(platform, 'GET', '/versions/1', undefined, 'umbra');
    const state = await policies(platform, 'GET', '', undefined, 'umbra');
    const foreign = await policies(platform, 'PUT', '/state', { on: 1, reason: 'a try' }, 'umbra');

    expect([own.status, others.status, version.status, foreign.status]).toEqual([403, 200, 404, 404]);
    expect(state.body).toMatchObject({ on: null, watch: null });
  });
});

test('a person breaks the glass for an hour, alone, and it is in the audit; an agent cannot', async () => {
  const platform = await bootWith(await storedIn('libsql'));
  await platform.connect();
  await turnOn(platform, await saved(platform));
  const breaking = async (claims: object): Promise<Answer> =>
    platform.call('//v1/policies/break-glass', {
      method: 'POST',
      body: { reason: 'an outage' },
      ...(await bearer(claims)),
    });

  const agent = await breaking({ type: 'tenantAccessToken' });
  const broken = await breaking({});
  const mine = await make(platform);
  const others = await make(platform, 'acme', { sub: 'grace' });
  const script = await make(platform, 'acme', { type: 'tenantAccessToken' });
  const audit = await platform.call('//v1/audit?limit=100');
  await platform.call('//v1/policies/break-glass', { method: 'DELETE' });
  const mended = await make(platform);

  expect([agent.status, broken.status]).toEqual([403, 200]);
  const { until: end } = broken.body as { until: string };
  expect(Math.abs(Date.parse(end) - Date.now() - 3_600_000)).toBeLessThan(60_000);
  expect([mine.status, others.status, script.status, mended.status]).toEqual([200, 403, 403, 403]);
  expect(mine.body).toMatchObject({ meta: { policy: { effect: 'deny' } } });
  expect(audit.body).toMatchObject({
    data: expect.arrayContaining([
      expect.objectContaining({
        action: 'policies.glass_broken',
        actorId: 'ada',
        details: { reason: 'an outage', until: end },
      }),
    ]),
  });
});

test('notifies everybody whom the tenant has notified of it', async () => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => received.push(chunk));
    request.on('end', () => response.end());
  });
  afterTest(() => void server.close().closeAllConnections());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const quick = { NOTICES_PAUSE_MS: '50', NOTICES_PRIVATE_ADDRESSES: 'allowed' };
  const platform = await bootWith({ ...(await storedIn('libsql')), ...quick });
  const url = `http://127.0.0.1:${port}/hook`;
  const added = await platform.call('//v1/notices/targets', { method: 'POST', body: { kind: 'slack', url } });

  const { status } = await policies(platform, 'POST', '/break-glass', { reason: 'an outage' });
  await until(() => received.length > 0);

  expect([added.status, status]).toEqual([201, 200]);
  expect(received.join('')).toContain('ada calls without the policies until');
});

test('tells listeners who has broken the glass, whatever one of them throws', async () => {
  const events = new PolicyEvents();
  const told: object[] = [];
  events.onBrokenGlass(() => Promise.reject(new Error('a bug')));
  events.onBrokenGlass((event) => void told.push(event));
  const event = { tenantId: 'acme', actorId: 'ada', reason: 'an outage', until: '2026-11-30T11:00:00.000Z' };

  await events.brokenGlass(event);

  expect(told).toEqual([event]);
});

describe('through its routes', () => {
  let platform: BootedPlatform;

  beforeAll(async () => {
    platform = await bootPlatform();
    afterSuite(() => platform.close());
  });

  test('explains a call: the decision, the policies, and what would change it', async () => {
    const { body } = await policies(platform, 'POST', '/explain', {
      action: 'users_remove',
      as: { id: 'bot', type: 'agent' },
      version: 0,
    });
    const overview = await policies(platform, 'POST', '/explain', {
      as: { id: 'ada', type: 'user' },
      version: 0,
    });

    expect(body).toEqual({
      version: 0,
      effect: 'approval',
      policies: [
        {
          id: 'approved-writes',
          title: 'Changes that cannot be reversed, and those of agents, take an approval',
          reason: 'Ask another person to approve it',
        },
      ],
      reason:
        'Changes that cannot be reversed, and those of agents, take an approval: Ask another person to approve it.',
      approval: { approvers: ['permission:anthropic:approvals:decide'], quorum: 1, window_s: 86_400 },
      alternatives: [],
    });
    expect(overview.body).toMatchObject({
      version: 0,
      actions: expect.arrayContaining([
        { action: 'users_list', effect: 'allow', policies: ['reads-are-free'] },
        { action: 'users_remove', effect: 'approval', policies: ['approved-writes'] },
      ]),
    });
  });

  test('finds who, when and with which input a call would be allowed', async () => {
    const text = `permit (principal is User, action, resource);
forbid (principal, action, resource) when { context.hour < 8 };
forbid (principal, action == Action::"users_update", resource) when { context.input has role && context.input.role == "billing" };`;
    const version = await saved(platform, text);
    const explained = async (body: object): Promise<string[]> => {
      const answer = await policies(platform, 'POST', '/explain', { version, ...body });
      return (answer.body as { alternatives: { change: string }[] }).alternatives.map(({ change }) => change);
    };

    const at = '2026-11-30T03:30:00Z';
    expect(await explained({ action: 'users_get', at })).toEqual([
      'from 2026-11-30T08:00:00.000Z',
      'without the policy policy-2',
    ]);
    expect(
      await explained({ action: 'users_get', at: '2026-11-30T10:00:00Z', as: { id: 'a', type: 'agent' } }),
    ).toEqual(['principal is User']);
    expect(
      await explained({
        action: 'users_update',
        at: '2026-11-30T10:00:00Z',
        input: { user_id: 'user_1', role: 'billing' },
      }),
    ).toContain('context.input.role == "user"');
  });

  test('makes the text of templates, whose forms it lists', async () => {
    const listed = await policies(platform, 'GET', '/templates');
    const made = await policies(platform, 'POST', '/compose', {
      templates: [{ template: 'destructive-by-two' }],
    });
    const wrong = await policies(platform, 'POST', '/compose', { templates: [{ template: 'x' }] });

    expect((listed.body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual([
      'agents-read-only',
      'agents-ask',
      'destructive-by-two',
      'office-hours',
      'only-workspaces',
      'scripts-change-no-keys',
    ]);
    expect((made.body as { text: string }).text).toContain('@quorum("2")');
    expect(wrong).toMatchObject({ status: 422, body: { code: 'invalid_input' } });
  });

  test.each([
    ['a text that is not valid', 'POST', '/versions', { text: 'permit', reason: 'a' }, 422],
    ['a version without a reason', 'POST', '/versions', { text: STRICT }, 422],
    ['a time zone that is none', 'POST', '/check', { text: STRICT, time_zone: 'Mars' }, 422],
    ['a version that there is not', 'PUT', '/state', { on: 77, reason: 'a' }, 404],
    ['a version in a path that is none', 'GET', '/versions/x', undefined, 404],
    ['an explanation of an unknown action', 'POST', '/explain', { action: 'x' }, 404],
    ['an explanation of an unknown version', 'POST', '/explain', { version: 77 }, 404],
    ['an explanation for a caller of another kind', 'POST', '/explain', { as: { id: 'a', type: 'x' } }, 422],
    ['more days than are replayed', 'POST', '/check', { text: STRICT, days: 31 }, 422],
    [
      'a key in a reason',
      'POST',
      '/break-glass',
      { reason: 'sk-ant-admin01-abcdefghijklmnopqrstuvwxyz0123456789' },
      422,
    ],
  ])('refuses %s', async (_, method, path, body, status) => {
    expect(await policies(platform, method, path, body)).toMatchObject({ status });
  });

  test('says in a check where a text is wrong, and stores nothing', async () => {
    const { status, body } = await policies(platform, 'POST', '/check', {
      text: 'permit (principal is Usr, action, resource);',
    });

    expect({ status, body }).toMatchObject({
      status: 200,
      body: { valid: false, problems: [{ line: 1, column: 22, help: 'did you mean `User`?' }] },
    });
  });

  test.each([
    ['policies:read', 'POST', '/versions', { text: STRICT, reason: 'a' }],
    ['policies:read', 'PUT', '/state', { on: 0, reason: 'a' }],
    ['policies:write', 'GET', '', undefined],
    ['policies:write', 'POST', '/break-glass', { reason: 'a' }],
  ])('%s is not enough for %s %s', async (permission, method, path, body) => {
    const answer = await platform.call(`//v1/policies${path}`, {
      method,
      body,
      ...(await bearer({ permissions: [`anthropic:${permission}`] })),
    });

    expect(answer).toMatchObject({ status: 403, body: { code: 'permission_missing' } });
  });
});
