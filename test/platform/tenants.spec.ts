import { SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
  await platform.connect('acme');
});
afterAll(() => platform.close());

it.each([
  ['see', 'GET', '/connections/default', undefined, 404],
  ['check', 'POST', '/connections/default/check', undefined, 404],
  ['delete', 'DELETE', '/connections/default', undefined, 404],
  ['use', 'POST', '/actions/users_list/invoke', { connection: 'default' }, 424],
])("lets no tenant %s another's connection", async (_, method, path, body, expected) => {
  const { status } = await platform.call(path, { method, body, tenant: 'globex' });

  const { status: own } = await platform.call('/connections/default', { tenant: 'acme' });
  expect([status, own]).toEqual([expected, 200]);
});

it('keeps connections of the same name apart', async () => {
  await platform.connect('initech', SECOND_ADMIN_KEY);

  const acme = await platform.call('/actions/organization_get/invoke', { method: 'POST', body: {} });
  const initech = await platform.call('/actions/organization_get/invoke', {
    method: 'POST',
    body: {},
    tenant: 'initech',
  });

  expect([acme.body, initech.body]).toMatchObject([
    { data: { name: 'Acme Robotics' } },
    { data: { id: expect.stringMatching(/^b1c7e8d2/) } },
  ]);
});

it.each([['Acme'], ['acme '], ['acme/default'], ['["acme","default"]'], ['__proto__'], ['*']])(
  'shows nothing to a tenant whose name is like another: %j',
  async (tenant) => {
    const { body } = await platform.call('/connections', { tenant });

    expect(body).toEqual({ data: [], page: { hasMore: false, next: null } });
  },
);

it('never gives one tenant the outcome of another for the same Idempotency-Key', async () => {
  await platform.connect('umbrella');
  const body = { input: { email: 'ada@example.com', role: 'user' } };
  const headers = { 'idempotency-key': 'shared' };

  await platform.call('/actions/invites_create/invoke', { method: 'POST', body, headers });
  const other = await platform.call('/actions/invites_create/invoke', {
    method: 'POST',
    body,
    headers,
    tenant: 'umbrella',
  });

  expect((other.body as { meta: object }).meta).not.toHaveProperty('replayed');
});
