import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';

/** How many requests have reached the API. */
const sentBy = (...platforms: readonly BootedPlatform[]): number =>
  platforms.reduce((sum, { simulator }) => sum + simulator.journal.entries().length, 0);

const save = ({ call }: BootedPlatform, name: string, tenant = 'acme', from = '') =>
  call(`/connections/${name}`, {
    method: 'PUT',
    body: { api_key: DEMO_ADMIN_KEY },
    tenant,
    headers: from === '' ? {} : { 'x-forwarded-for': from },
  });

const timesOf = (statuses: readonly number[], status: number): number =>
  statuses.filter((one) => one === status).length;

test.each(['libsql', 'postgres'] as const)(
  'of 300 keys that a tenant saves at once under as many names, few reach the API on %s',
  async (engine) => {
    const env = { ...(await storedIn(engine)), PLATFORM_THROTTLE_KEYS_PER_TENANT: '7' };
    const first = await bootWith(env);
    const second = engine === 'postgres' ? await bootWith(env) : first;

    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, nth) => save(nth % 2 === 0 ? first : second, `name-${nth}`)),
    );

    const statuses = answers.map(({ status }) => status);
    expect([timesOf(statuses, 201), timesOf(statuses, 429)]).toEqual([7, 293]);
    expect(sentBy(...new Set([first, second]))).toBe(7);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused?.body).toMatchObject({
      code: 'throttled',
      error: {
        effect: 'none',
        message: expect.stringContaining('7 keys saved or checked per minute per tenant'),
        fix: expect.stringContaining('PLATFORM_THROTTLE_KEYS_PER_TENANT'),
      },
    });
    expect((await save(first, 'default', 'other')).status).toBe(201);
  },
);

test('checks count with saves, and reading connections does not', async () => {
  const platform = await bootWith({ PLATFORM_THROTTLE_KEYS_PER_TENANT: '3' });
  await platform.connect();
  const check = async () => (await platform.call('/connections/default/check', { method: 'POST' })).status;

  expect([await check(), await check(), await check()]).toEqual([200, 200, 429]);
  expect((await save(platform, 'default')).status).toBe(429);
  expect((await platform.call('/connections/default')).status).toBe(200);
  expect(sentBy(platform)).toBe(3);
});

test('an address may save so many keys, whatever the tenants, and one of IPv6 counts with its subnet', async () => {
  const platform = await bootWith({
    PLATFORM_THROTTLE_KEYS_PER_ADDRESS: '2',
    PLATFORM_TRUSTED_PROXIES: '127.0.0.0/8',
  });

  const from = async (nth: number, address: string) =>
    (await save(platform, 'default', `tenant-${nth}`, address)).status;

  expect([await from(1, '192.0.2.1'), await from(2, '192.0.2.1'), await from(3, '192.0.2.1')]).toEqual([
    201, 201, 429,
  ]);
  expect([
    await from(4, '2001:db8::1'),
    await from(5, '2001:db8::2'),
    await from(6, '2001:db8:0:0:9::3'),
  ]).toEqual([201, 201, 429]);
  expect(sentBy(platform)).toBe(4);
});

test('a caller without the permission uses up nothing of what the tenant has', async () => {
  const platform = await bootWith({ PLATFORM_THROTTLE_KEYS_PER_TENANT: '1' });
  const authorization = `Bearer ${await signedToken({ permissions: ['anthropic:connections:read'] })}`;

  for (let nth = 0; nth < 3; nth += 1) {
    const { status } = await platform.call('/connections/default', {
      method: 'PUT',
      body: { api_key: DEMO_ADMIN_KEY },
      headers: { authorization },
    });
    expect(status).toBe(403);
  }

  expect((await save(platform, 'default')).status).toBe(201);
});
