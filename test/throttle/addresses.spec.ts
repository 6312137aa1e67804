import { countersOf } from '../../platform/src/limits/throttle/counters.js';
import { Throttle } from '../../platform/src/limits/throttle/throttle.js';
import { testDatabase } from '../database/support/test-database.js';
import { bootWith } from '../database/support/boot-stored.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';

const LIMIT = { PLATFORM_THROTTLE_PER_ADDRESS: '3' };

/** The statuses of five requests without a token. */
async function statuses({ url }: BootedPlatform, [method, path]: readonly [string, string], from = '') {
  const answers: number[] = [];
  for (let nth = 0; nth < 5; nth += 1) {
    const headers = { 'content-type': 'application/json', ...(from ? { 'x-forwarded-for': from } : {}) };
    const body = method === 'POST' ? '{"code":"guessed"}' : undefined;
    const { status } = await fetch(`${url}${path}`, { method, headers, body, redirect: 'manual' });
    answers.push(status);
  }
  return answers;
}

const OPEN = [
  ['GET', '/v1/session'],
  ['POST', '/v1/session'],
  ['DELETE', '/v1/session'],
  ['GET', '/v1/session/oidc/start'],
  ['GET', '/v1/session/oidc/callback?state=x'],
  ['GET', '/.well-known/oauth-protected-resource/mcp'],
  ['GET', '/health'],
  ['GET', '/health/live'],
  ['GET', '/health/ready'],
  ['GET', '/metrics'],
] as const;

test.each(OPEN)('an address may send so many requests a minute to %s %s', async (...route) => {
  const platform = await bootWith(LIMIT);

  const answers = await statuses(platform, route);

  expect(answers.slice(0, 3)).not.toContain(429);
  expect(answers.slice(3)).toEqual([429, 429]);
});

test('says whose limit it is, and how long it lasts', async () => {
  const platform = await bootWith(LIMIT);
  await statuses(platform, OPEN[0]);

  const { status, body, headers } = await platform.call('//v1/session');

  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(body).toMatchObject({
    code: 'throttled',
    error: {
      message: expect.stringContaining('3 requests per minute per address'),
      fix: expect.stringContaining('PLATFORM_THROTTLE_PER_ADDRESS'),
    },
  });
});

test('probes are counted on their own, and requests with a token are not counted by address', async () => {
  const platform = await bootWith(LIMIT);
  await statuses(platform, OPEN[0]);

  expect(await statuses(platform, ['GET', '/health/live'])).toEqual([200, 200, 200, 429, 429]);
  for (let nth = 0; nth < 5; nth += 1) expect((await platform.call('/actions')).status).toBe(200);
});

const REFUSED = [
  ['made up', { authorization: 'Bearer hunter2' }],
  ['missing', {}],
  ['of a session that has ended', { cookie: `portal_session=${'a'.repeat(43)}` }],
] as const;

test.each(REFUSED)('an address may send so many requests a minute whose token is %s', async (_, headers) => {
  const platform = await bootWith(LIMIT);
  const ask = async () => (await fetch(`${platform.url}/v1/audit`, { headers })).status;

  const answers = [await ask(), await ask(), await ask(), await ask(), await ask()];

  expect(answers).toEqual([401, 401, 401, 429, 429]);
  expect(await statuses(platform, OPEN[0])).toEqual([200, 200, 200, 429, 429]);
  for (let nth = 0; nth < 5; nth += 1) expect((await platform.call('/actions')).status).toBe(200);
});

test('a refused token beyond the limit is told so in the form of each door', async () => {
  const platform = await bootWith({ PLATFORM_THROTTLE_PER_ADDRESS: '1' });
  const headers = { authorization: 'Bearer hunter2' };
  await platform.call('/actions', { headers });

  const rest = await platform.call('/actions', { headers });
  const dropIn = await platform.call('/api/v1/organizations/me', { headers });
  const mcp = await platform.call('//mcp', { method: 'POST', body: {}, headers });

  expect([rest, dropIn, mcp].map(({ status }) => status)).toEqual([429, 429, 429]);
  expect(rest.body).toMatchObject({ code: 'throttled' });
  expect(dropIn.body).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } });
  expect(mcp.body).toMatchObject({ jsonrpc: '2.0', error: { data: { code: 'throttled' } } });
});

test('the address is the one that a trusted proxy names, and nobody else', async () => {
  const behind = await bootWith({ ...LIMIT, PLATFORM_TRUSTED_PROXIES: '127.0.0.0/8' });
  const direct = await bootWith(LIMIT);

  for (const from of ['192.0.2.1', '192.0.2.2']) {
    expect(await statuses(behind, OPEN[0], from)).toEqual([200, 200, 200, 429, 429]);
  }
  expect(await statuses(direct, OPEN[0], '192.0.2.1')).toEqual([200, 200, 200, 429, 429]);
  expect(await statuses(direct, OPEN[0], '192.0.2.2')).toEqual(Array(5).fill(429));
});

test.each([
  ['2001:db8:0:1::1', '2001:db8:0:1:ffff:1:2:3', '2001:db8:0:2::1'],
  ['2001:db8::', '2001:db8::1', '2001:db8:1::'],
  ['::1', '::2', '0:0:0:1::1'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1', '::ffff:192.0.2.2'],
])('%s and %s are one address, and %s is another', async (one, same, other) => {
  const throttle = new Throttle(
    { token: 0, tenant: 0, address: 2, keys_tenant: 0, keys_address: 0 },
    countersOf(await testDatabase('libsql')),
    { refused: () => {}, unauthenticated: () => {}, failed: () => {} },
  );
  const take = (address: string) => throttle.takeOpen({ address, probe: false });
  await take(one);
  await take(same);

  await expect(take(one)).rejects.toMatchObject({ code: 'throttled' });
  await expect(take(other)).resolves.toBeUndefined();
});

test.each(['proxy.example.com', '10.0.0.0/33', '::1/129', '1.2.3', '10.0.0.1;10.0.0.2'])(
  'refuses to start with the trusted proxy %s',
  async (value) => {
    await expect(bootWith({ PLATFORM_TRUSTED_PROXIES: value })).rejects.toThrow(
      'PLATFORM_TRUSTED_PROXIES must be addresses or subnets of the proxies in front',
    );
  },
);
