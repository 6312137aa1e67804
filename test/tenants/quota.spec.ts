import { setTimeout as pause } from 'node:timers/promises';
import { TENANTS_KEPT_MS } from '../../platform/src/tenants/tenants.js';
import { admin } from '../admin/support/admin.js';
import { ENGINES, installation } from '../admin/support/installation.js';
import { bootWith } from '../database/support/boot-stored.js';
import { SECRET } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';

async function booted(engine: (typeof ENGINES)[number], more: Record<string, string> = {}) {
  const made = await installation(engine);
  const platform = await bootWith({ ...made.env, PLATFORM_JWT_SECRET: SECRET, ...more });
  for (const tenant of ['acme', 'globex']) await platform.connect(tenant);
  const quota = async (...args: string[]) => {
    const said = await admin(made.env, 'tenants', 'quota', '--tenant', 'acme', ...args);
    expect([said.code, said.stderr]).toEqual([0, '']);
    return said.stdout;
  };
  return { ...made, platform, quota };
}

describe.each(ENGINES)('the quota of a tenant on %s', (engine) => {
  test('limits its requests to the platform, in place of the setting, until it is cleared', async () => {
    const { platform, quota } = await booted(engine);
    const ask = (tenant = 'acme') => platform.call('/connections', { tenant });

    const said = await quota('--throttle', '3');
    await until(async () => (await ask()).status === 429);
    const refused = await ask();
    const other = await ask('globex');
    await quota('--clear');
    await until(async () => (await ask()).status === 200);

    expect(said).toContain('  throttle: 3 requests per minute\n  budget: as its organization has\n');
    expect(refused.body).toMatchObject({
      code: 'throttled',
      detail: expect.stringContaining('3 requests per minute per tenant'),
      error: {
        fix: expect.stringMatching(/An operator can change the limit of this tenant: tenants quota\.$/),
      },
    });
    expect(other.status).toBe(200);
  });

  test('raises what the setting allows to all', async () => {
    const { platform, quota } = await booted(engine, { PLATFORM_THROTTLE_PER_TENANT: '4' });
    const ask = (tenant: string) => platform.call('/connections', { tenant });
    await quota('--throttle', '1000');
    await pause(TENANTS_KEPT_MS + 100);

    const answers = [];
    for (let index = 0; index < 8; index += 1) answers.push((await ask('acme')).status);
    const others = [];
    for (let index = 0; index < 5; index += 1) others.push((await ask('globex')).status);

    expect(answers).toEqual(Array(8).fill(200));
    expect(others.at(-1)).toBe(429);
  });

  test('limits its requests to the API within those of the organization, and no other tenant', async () => {
    const { platform, quota } = await booted(engine);
    const read = (tenant: string) =>
      platform.call('/actions/organization_get/invoke', {
        method: 'POST',
        tenant,
        body: {},
        headers: { 'x-deadline-ms': '2000' },
      });
    await quota('--budget', '2');
    await until(async () => (await read('acme')).status === 429);
    const before = platform.simulator.journal.entries().length;
    const refused = await read('acme');

    expect([refused.status, refused.body]).toMatchObject([
      429,
      {
        code: 'rate_limited',
        detail: expect.stringContaining('the operator allows this tenant 2 requests per minute'),
        error: { effect: 'none' },
      },
    ]);
    expect(platform.simulator.journal.entries()).toHaveLength(before);
    expect((await read('globex')).status).toBe(200);
    await quota('--clear');
    await until(async () => (await read('acme')).status === 200);
  });
});

test.each([
  [[], 'tenants quota takes --throttle, --budget or both, or else --clear; see: tenants quota --help'],
  [
    ['--clear', '--budget', '3'],
    'tenants quota takes --throttle, --budget or both, or else --clear; see: tenants quota --help',
  ],
  [['--budget', '0'], '--budget must be a whole number from 1 to 1000000, such as 30.'],
])('is refused with %j', async (args, message) => {
  const { code, stderr } = await admin({}, 'tenants', 'quota', '--tenant', 'acme', ...args);

  expect([code, stderr]).toEqual([2, `admin: ${message}\n`]);
});
