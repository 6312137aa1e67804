import type { JWTPayload } from 'jose';
import type { MadeTokenView } from '../../platform/src/service-tokens/token-view.js';
import { bootPlatform, type BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';
import { askForToken, bearer, madeToken } from './support/tokens.js';

let platform: BootedPlatform;
beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect();
});
afterAll(() => platform.close());

const WRITE = 'anthropic:tokens:write';

const holding = (...permissions: string[]): JWTPayload => ({ permissions: [WRITE, ...permissions] });

describe('who makes a token', () => {
  test.each<[string, JWTPayload, object, string]>([
    ['a write', holding('anthropic:read'), { actions: ['users_update'] }, 'permission anthropic:write'],
    [
      'a permission',
      holding('*:read'),
      { preset: 'reader', permissions: ['anthropic:switches:write'] },
      'anthropic:switches:write',
    ],
    [
      'every part of a composed write',
      holding('anthropic:read', 'anthropic:write'),
      { actions: ['invites_reissue'] },
      'anthropic:destructive',
    ],
    ['an action', holding(), { preset: 'reader' }, 'No action of this preset'],
    [
      'the kind of a script, as an agent',
      { ...holding('*'), type: 'agentToken' },
      { preset: 'reader' },
      'the kind "script"',
    ],
    [
      'what effects leave out',
      holding('*'),
      { actions: ['users_remove'], effects: ['read'] },
      'anthropic:destructive',
    ],
  ])('gives nothing that it lacks: %s', async (_, claims, wanted, lack) => {
    const { status, body } = await askForToken(platform, wanted, claims);

    expect([status, body]).toEqual([
      403,
      expect.objectContaining({ code: 'permission_missing', detail: expect.stringContaining(lack) }),
    ]);
  });

  test('gets of a preset what it may do itself, also by a scope of OAuth', async () => {
    const reader = await madeToken(platform, { preset: 'all' }, holding('anthropic:read'));
    const scoped = await madeToken(
      platform,
      { preset: 'help_desk' },
      { ...holding(), scope: 'anthropic:read' },
    );

    expect(reader).toMatchObject({ actions: null, permissions: ['anthropic:read'] });
    expect([scoped.permissions, scoped.actions?.includes('users_remove')]).toEqual([
      ['anthropic:read'],
      false,
    ]);
  });

  test('needs the permission to make tokens, and to see and to revoke them', async () => {
    const others = { permissions: ['anthropic:read', 'anthropic:connections:*'] };
    const headers = bearer(await signedToken(others));

    const statuses = [
      (await askForToken(platform, { preset: 'reader' }, others)).status,
      (await platform.call('//v1/service-tokens', { headers })).status,
      (await platform.call('//v1/service-tokens/tok_1', { method: 'DELETE', headers })).status,
      (await platform.call('//v1/service-tokens/tok_1/rotate', { method: 'POST', body: {}, headers })).status,
    ];

    expect(statuses).toEqual([403, 403, 403, 403]);
  });
});

describe('a service token that makes another one', () => {
  let parent: MadeTokenView;
  beforeAll(async () => {
    parent = await madeToken(platform, {
      kind: 'agent',
      actions: ['users_list', 'users_get', 'workspaces_list'],
      connections: ['default', 'second'],
      addresses: ['127.0.0.0/8'],
      permissions: [WRITE],
      expires_in: '10d',
    });
  });

  test.each<[string, object, string]>([
    [
      'another action',
      { actions: ['users_list', 'api_keys_list'] },
      'anthropic:api_keys_list among its actions',
    ],
    ['a write', { actions: ['users_update'] }, 'anthropic:write'],
    ['another connection', { preset: 'reader', connections: ['third'] }, 'third among its connections'],
    ['any address', { preset: 'reader', addresses: ['0.0.0.0/0'] }, '0.0.0.0/0 among its addresses'],
    ['another address', { preset: 'reader', addresses: ['::1'] }, '::1 among its addresses'],
    ['a later end', { preset: 'reader', expires_in: '11d' }, 'an expiry after its own'],
    [
      'another permission',
      { preset: 'reader', permissions: ['anthropic:audit:read'] },
      'anthropic:audit:read',
    ],
    ['no kind of agent', { preset: 'reader', kind: 'script' }, 'the kind "script"'],
  ])('gives it nothing that it lacks: %s', async (_, wanted, lack) => {
    const { status, body } = await askForToken(platform, { kind: 'agent', ...wanted }, parent.token);

    expect([status, body]).toEqual([403, expect.objectContaining({ detail: expect.stringContaining(lack) })]);
  });

  test('leaves it what it has itself where nothing is said', async () => {
    const child = await madeToken(platform, { kind: 'agent', preset: 'all' }, parent.token);

    const { actions, connections, addresses, permissions, expires_at } = parent;
    expect(child).toMatchObject({
      actions,
      connections,
      addresses,
      permissions: permissions?.filter((one) => one !== WRITE),
      expires_at,
    });
  });

  test('makes one of one of one, and no more', async () => {
    let { token } = parent;
    for (let depth = 0; depth < 4; depth += 1)
      ({ token } = await madeToken(
        platform,
        { kind: 'agent', preset: 'reader', permissions: [WRITE] },
        token,
      ));

    const { status, body } = await askForToken(platform, { kind: 'agent', preset: 'reader' }, token);

    expect([status, body]).toEqual([403, expect.objectContaining({ code: 'permission_missing' })]);
  });
});

describe('rotating a token, which shows a secret of it', () => {
  const rotate = async (id: string, claims: JWTPayload, body: object = {}) =>
    platform.call(`//v1/service-tokens/${id}/rotate`, {
      method: 'POST',
      body,
      headers: bearer(await signedToken(claims)),
    });

  test('takes everything that the token has', async () => {
    const { id } = await madeToken(platform, { preset: 'all' });

    const refused = await rotate(id, holding('anthropic:read'));
    const done = await rotate(id, holding('*'));

    expect([refused.status, refused.body, done.status]).toEqual([
      403,
      expect.objectContaining({ code: 'permission_missing' }),
      201,
    ]);
  });

  test('does not reach a token of another tenant, nor does anything else', async () => {
    const { id, token } = await madeToken(platform, { preset: 'all' }, { tenantId: 'globex' });
    const { body } = await platform.call('//v1/service-tokens?limit=1000');

    expect(JSON.stringify(body)).not.toContain(id);
    expect((await rotate(id, {})).status).toBe(404);
    expect((await platform.call(`//v1/service-tokens/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await platform.call('/actions', { headers: bearer(token) })).status).toBe(200);
  });

  test('does not let a service token outlive itself by another one', async () => {
    const own = await madeToken(platform, { preset: 'reader', permissions: [WRITE], expires_in: '2d' });
    const other = await madeToken(platform, { preset: 'reader', expires_in: '1d' });
    const rotated = await platform.call(`//v1/service-tokens/${other.id}/rotate`, {
      method: 'POST',
      body: { expires_in: '300d' },
      headers: bearer(own.token),
    });

    expect(rotated.body).toMatchObject({ detail: expect.stringContaining('an expiry after its own') });
  });
});

test.each<[string, object, string]>([
  ['name', { name: '' }, 'name must be longer'],
  ['name', { name: 'x'.repeat(101), preset: 'reader' }, 'name must be shorter than or equal to 100'],
  ['name', { name: 'sk-ant-admin01-abcdefghijkl', preset: 'reader' }, 'name must not hold a key'],
  ['kind', { kind: 'robot', preset: 'reader' }, 'kind must be "agent" or "script"'],
  ['preset', { preset: 'root' }, 'preset must be one of reader, finops'],
  ['preset', {}, 'name either a preset'],
  ['preset', { preset: 'reader', actions: ['users_list'] }, 'name either a preset'],
  ['actions', { actions: ['users_burn'] }, 'ids of actions only, such as "users_list"'],
  ['actions', { actions: [] }, 'actions must contain at least 1 elements'],
  ['actions', { actions: Array(1_001).fill('users_list') }, 'no more than 1000'],
  ['connections', { preset: 'reader', connections: ['a b'] }, 'names such as "default"'],
  ['addresses', { preset: 'reader', addresses: ['10.0.0.0/33'] }, 'such as "203.0.113.7"'],
  [
    'permissions',
    { preset: 'reader', permissions: ['anthropic:*'] },
    'permissions must contain some of anthropic:connections:read',
  ],
  ['expires_in', { preset: 'reader', expires_in: '366d' }, 'a time from 5m to 365d'],
  ['expires_in', { preset: 'reader', expires_in: '1m' }, 'a time from 5m to 365d'],
])('refuses a field that cannot be (%s): %j', async (path, wanted, message) => {
  const { status, body } = await askForToken(platform, wanted);

  expect([status, body]).toEqual([
    422,
    expect.objectContaining({
      detail: expect.stringContaining(message),
      error: expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ path })]) }),
    }),
  ]);
});

test.each([
  ['cut off', (token: string) => token.slice(0, -1), 'its checksum is not the right one'],
  [
    'mistyped',
    (token: string) => `${token.slice(0, 8)}${token[8] === 'a' ? 'b' : 'a'}${token.slice(9)}`,
    'its checksum is not the right one',
  ],
])('refuses a token that was %s by its checksum, and does not repeat it', async (_, spoil, reason) => {
  const spoilt = spoil((await madeToken(platform, { preset: 'reader' })).token);

  const { status, headers, body } = await platform.call('/actions', { headers: bearer(spoilt) });

  expect([status, body]).toEqual([
    401,
    expect.objectContaining({ code: 'unauthenticated', detail: expect.stringContaining(reason) }),
  ]);
  expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
  expect(JSON.stringify(body)).not.toContain(spoilt.slice(0, 12));
});

test('the route says the presets in words', async () => {
  const { body } = await platform.call('//v1/service-tokens/presets');

  expect((body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual([
    'reader',
    'finops',
    'help_desk',
    'key_hygiene',
    'all',
  ]);
});
