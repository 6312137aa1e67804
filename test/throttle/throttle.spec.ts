import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import type { Answer, BootedPlatform } from '../platform/support/boot-platform.js';
import { problem } from '../platform/support/problems.js';
import { signedToken } from '../platform/support/tokens.js';

const PER_TOKEN = { PLATFORM_THROTTLE_PER_TOKEN: '3' };
const PER_TENANT = { PLATFORM_THROTTLE_PER_TENANT: '3' };

/** Asks for the catalogue as somebody. */
const ask = async (
  { call }: BootedPlatform,
  claims: Parameters<typeof signedToken>[0] = {},
  path = '/actions',
): Promise<Answer> => call(path, { headers: { authorization: `Bearer ${await signedToken(claims)}` } });

async function statuses(asked: readonly Promise<Answer>[]): Promise<number[]> {
  return (await Promise.all(asked)).map(({ status }) => status).sort();
}

describe.each(ENGINES)('the throttle on %s', (engine) => {
  test('takes so many requests a minute from a subject, with whichever token', async () => {
    const platform = await bootWith({ ...(await storedIn(engine)), ...PER_TOKEN });

    const mine = await statuses(Array.from({ length: 5 }, (_, nth) => ask(platform, { jti: String(nth) })));
    const others = await statuses([ask(platform, { sub: 'bob' }), ask(platform, { tenantId: 'other' })]);

    expect(mine).toEqual([200, 200, 200, 429, 429]);
    expect(others).toEqual([200, 200]);
  });

  test('takes so many requests a minute from a tenant, whoever asks', async () => {
    const platform = await bootWith({ ...(await storedIn(engine)), ...PER_TENANT });

    const mine = await statuses(Array.from({ length: 5 }, (_, nth) => ask(platform, { sub: `user${nth}` })));
    const others = await statuses([ask(platform, { tenantId: 'other' })]);

    expect(mine).toEqual([200, 200, 200, 429, 429]);
    expect(others).toEqual([200]);
  });

  test('lets nobody use up what the others of the tenant have', async () => {
    const limits = { PLATFORM_THROTTLE_PER_TOKEN: '2', PLATFORM_THROTTLE_PER_TENANT: '4' };
    const platform = await bootWith({ ...(await storedIn(engine)), ...limits });

    const greedy = await statuses(Array.from({ length: 10 }, () => ask(platform)));
    const modest = await statuses([ask(platform, { sub: 'bob' }), ask(platform, { sub: 'bob' })]);

    expect(greedy.filter((status) => status === 200)).toHaveLength(2);
    expect(modest).toEqual([200, 200]);
  });
});

test('is shared by two processes on one PostgreSQL', async () => {
  const env = { ...(await storedIn('postgres')), PLATFORM_THROTTLE_PER_TOKEN: '20' };
  const processes = [await bootWith(env), await bootWith(env)] as const;

  const answers = await statuses(
    Array.from({ length: 60 }, (_, nth) => ask(processes[nth % 2] as BootedPlatform)),
  );

  expect(answers.filter((status) => status === 200)).toHaveLength(20);
  expect(answers.filter((status) => status === 429)).toHaveLength(40);
});

test('says whose limit it is, how long it lasts and who can change it', async () => {
  const platform = await bootWith({ PLATFORM_THROTTLE_PER_TOKEN: '1' });
  await ask(platform);

  const { status, headers, body } = await ask(platform);

  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(status).toBe(429);
  expect(body).toEqual(
    problem(429, 'Too many requests', {
      code: 'throttled',
      blame: 'caller',
      message:
        "Rate limit exceeded: 1 requests per minute per token subject. This is the platform's limit, not the API's. The request was not processed.",
      fix: `Try again in ${seconds} s. An operator can change the limit with PLATFORM_THROTTLE_PER_TOKEN.`,
      retry: { allowed: true, afterMs: seconds * 1000 },
    }),
  );
});

test('answers on the drop-in endpoint as the API would, and sends nothing', async () => {
  const platform = await bootWith({ PLATFORM_THROTTLE_PER_TOKEN: '1' });
  await ask(platform);

  const { status, headers, body } = await ask(platform, {}, '/api/v1/organizations/users');

  expect(status).toBe(429);
  expect(headers.get('x-should-retry')).toBe('true');
  expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(body).toMatchObject({
    type: 'error',
    error: {
      type: 'rate_limit_error',
      message: expect.stringContaining("not the API's"),
      details: { error_code: 'platform_throttled' },
    },
  });
  expect(platform.simulator.journal.entries()).toEqual([]);
});

test('leaves health and metrics alone, and counts refusals', async () => {
  const platform = await bootWith({ PLATFORM_THROTTLE_PER_TOKEN: '1' });
  await statuses([ask(platform), ask(platform), ask(platform)]);

  const open = await statuses(
    ['//health', '//health/live', '//health/ready'].map((path) => ask(platform, {}, path)),
  );
  const metrics = await (await fetch(`${platform.url}/metrics`)).text();

  expect(open).toEqual([200, 200, 200]);
  expect(metrics).toContain('platform_throttled_total{scope="token"} 2\n');
  expect(metrics).toContain('platform_throttle_failures_total 0\n');
});

test('can be switched off', async () => {
  const platform = await bootWith({
    PLATFORM_THROTTLE_PER_TOKEN: '0',
    PLATFORM_THROTTLE_PER_TENANT: '0',
  });

  const answers = await statuses(Array.from({ length: 20 }, () => ask(platform)));

  expect(answers).toEqual(Array(20).fill(200));
});

test.each(['-1', '1.5', 'many', '1000001'])('refuses to start with a limit of %s', async (value) => {
  await expect(bootWith({ PLATFORM_THROTTLE_PER_TENANT: value })).rejects.toThrow(
    `PLATFORM_THROTTLE_PER_TENANT must be a whole number from 0 to 1000000, such as 3000; it is "${value}".`,
  );
});
