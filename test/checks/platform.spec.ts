import { DEMO_ADMIN_KEY, type FaultRequest } from 'anthropic-admin-simulator';
import { createPlatform } from '../../platform/src/app.js';
import { bootWith, storedIn } from '../database/support/boot-stored.js';
import { ENGINES } from '../database/support/test-database.js';
import type { BootedPlatform } from '../platform/support/boot-platform.js';
import { SECRET } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';

const HOUR_MS = '3600000';
const ASKED = '/v1/organizations/me';

/** Rounds one after the other; the verdict of a connection is too old after so many milliseconds. */
const rounds = (intervalMs: string): Record<string, string> => ({
  CONNECTION_CHECK_INTERVAL_MS: intervalMs,
  CONNECTION_CHECK_PAUSE_MS: '20',
  CONNECTION_CHECK_JITTER_MS: '10',
});

const look = async ({ call }: BootedPlatform): Promise<Record<string, unknown>> =>
  (await call('/connections/default')).body as Record<string, unknown>;

const stateBecomes = (platform: BootedPlatform, state: string): Promise<void> =>
  until(async () => (await look(platform))['state'] === state);

const checks = ({ simulator }: BootedPlatform): number =>
  simulator.journal.entries().filter(({ path }) => path === ASKED).length;

const page = async ({ url }: BootedPlatform): Promise<string> => (await fetch(`${url}/metrics`)).text();

describe.each(ENGINES)('scheduled checks on %s', (engine) => {
  test('make a pending connection active, which is usable then', async () => {
    const platform = await bootWith({ ...(await storedIn(engine)), ...rounds(HOUR_MS) });
    platform.simulator.faults.add({ kind: 'status', status: 503 });
    const body = { api_key: DEMO_ADMIN_KEY, keep_pending: true };
    const { status } = await platform.call('/connections/default', { method: 'PUT', body });

    await stateBecomes(platform, 'active');

    const view = await look(platform);
    const used = await platform.call('/actions/organization_get/invoke', { method: 'POST', body: {} });
    expect([status, used.status]).toEqual([202, 200]);
    expect(view).toMatchObject({ organization: { name: 'Acme Robotics' }, checkedAt: expect.any(String) });
    expect(view).not.toHaveProperty('problem');
  });

  test('mark a key revoked that the API no longer knows, and leave it alone afterwards', async () => {
    const platform = await bootWith({ ...(await storedIn(engine)), ...rounds('1') });
    await platform.connect();
    platform.simulator.faults.add({
      kind: 'status',
      status: 401,
      message: 'API key was revoked.',
      times: 'always',
    });

    await stateBecomes(platform, 'revoked');

    const asked = checks(platform);
    const used = await platform.call('/actions/organization_get/invoke', { method: 'POST', body: {} });
    expect(await look(platform)).toMatchObject({ problem: { code: 'key_revoked' } });
    expect([used.status, checks(platform)]).toEqual([424, asked]);
  });

  test('look at a revoked key again, and make its connection active once the API knows it', async () => {
    const revoked = { CONNECTION_CHECK_REVOKED_INTERVAL_MS: '1' };
    const platform = await bootWith({ ...(await storedIn(engine)), ...rounds('1'), ...revoked });
    await platform.connect();
    platform.simulator.faults.add({ kind: 'status', status: 401, times: 'always' });
    await stateBecomes(platform, 'revoked');
    await until(async () => /verdict="still_revoked"} [1-9]/.test(await page(platform)));
    expect(await look(platform)).toMatchObject({ state: 'revoked' });

    platform.simulator.faults.clear();

    await stateBecomes(platform, 'active');
    const changes = platform.log
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'a connection changed its state');
    const facts = { connector: 'anthropic', tenantId: 'acme', connection: 'default', actor: 'scheduler' };
    expect(changes).toMatchObject([
      { level: 'info', to: 'active', actor: 'ada' },
      { ...facts, level: 'warn', from: 'active', to: 'revoked', problem: expect.stringMatching(/^key_/) },
      { ...facts, level: 'info', from: 'revoked', to: 'active' },
    ]);
    expect(await page(platform)).toContain(
      'platform_connection_state_changes_total{from="active",to="revoked"} 1\n',
    );
  });

  test('make a connection active again that failed in use', async () => {
    const platform = await bootWith({ ...(await storedIn(engine)), ...rounds('1') });
    await platform.connect();
    platform.simulator.faults.add({
      kind: 'status',
      status: 401,
      match: { path: '/v1/organizations/users' },
    });

    const used = await platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });

    expect(used.status).toBe(424);
    await stateBecomes(platform, 'active');
  });

  test('are written into the audit, by whom they were made', async () => {
    const platform = await bootWith({ ...(await storedIn(engine)), ...rounds('1') });
    await platform.connect();
    const entries = async () =>
      (await platform.call('//v1/audit?action=connections.checked')).body as { data: object[] };

    await until(async () => (await entries()).data.length > 0);

    expect((await entries()).data[0]).toMatchObject({
      actorId: 'scheduler',
      connection: 'default',
      code: 'ok',
    });
  });

  test('are made by one of two processes, and by the other once that has stopped', async () => {
    const env = { ...(await storedIn(engine)), ...rounds('1') };
    const both = [await bootWith(env), await bootWith(env)];
    await both[0]?.connect();
    both[0]?.simulator.journal.clear();
    await until(() => both.some((platform) => checks(platform) >= 3));
    const [leader, other] = both.toSorted((a, b) => checks(b) - checks(a)) as [
      BootedPlatform,
      BootedPlatform,
    ];
    const before = checks(other);

    await leader.close();
    await until(() => checks(other) >= 3);

    expect(before).toBe(0);
  });
});

test('leave a connection as it is where there is no verdict', async () => {
  const platform = await bootWith({ ...(await storedIn('libsql')), ...rounds('1') });
  await platform.connect();
  platform.simulator.journal.clear();
  platform.simulator.faults.add({ kind: 'status', status: 529, times: 'always' });

  await until(() => checks(platform) > 0);

  expect(await look(platform)).toMatchObject({ state: 'active' });
});

test.each<FaultRequest>([
  { kind: 'edge_page', status: 401 },
  { kind: 'edge_page', status: 403 },
  { kind: 'foreign_json', status: 401 },
  { kind: 'foreign_json', status: 403 },
])('have no verdict where the answer is not of the API: $kind $status', async (fault) => {
  const platform = await bootWith({ ...(await storedIn('libsql')), ...rounds('1') });
  platform.simulator.faults.add({ kind: 'status', status: 503 });
  await platform.call('/connections/default', {
    method: 'PUT',
    body: { api_key: DEMO_ADMIN_KEY, keep_pending: true },
  });
  platform.simulator.faults.add({ ...fault, times: 'always' });

  await until(async () => /platform_key_checks_total{verdict=".+"} [1-9]/.test(await page(platform)));

  expect(await page(platform)).toContain('platform_key_checks_total{verdict="undetermined"} 1');
  expect(await look(platform)).toMatchObject({ state: 'pending' });
});

test('stop where many keys are refused at once, say so, and revoke none', async () => {
  const platform = await bootWith({ ...(await storedIn('libsql')), ...rounds('1') });
  const names = ['one', 'two', 'three', 'four'];
  for (const name of names) {
    await platform.call(`/connections/${name}`, { method: 'PUT', body: { api_key: DEMO_ADMIN_KEY } });
  }
  platform.simulator.faults.add({ kind: 'status', status: 401, times: 'always' });

  await until(async () => (await page(platform)).includes('platform_key_check_rounds_stopped_total 2'));

  const states = await Promise.all(
    names.map(
      async (name) => ((await platform.call(`/connections/${name}`)).body as { state: string }).state,
    ),
  );
  const told = platform.log.find((line) => line.includes('refused too many keys'));
  expect(states).toEqual(['active', 'active', 'active', 'active']);
  expect(JSON.parse(told ?? '{}')).toMatchObject({ level: 'warn', refused: 4, connections: 4 });
});

test('fail a connection whose key answers for another organization twice, and keep its own', async () => {
  const platform = await bootWith({ ...(await storedIn('libsql')), ...rounds('1') });
  await platform.connect();
  platform.simulator.faults.add({ kind: 'other_organization', times: 'always' });

  await stateBecomes(platform, 'failing');

  expect(await look(platform)).toMatchObject({
    organization: { name: 'Acme Robotics' },
    problem: { code: 'identity_changed' },
  });
  expect(checks(platform)).toBeGreaterThanOrEqual(3);
  platform.simulator.faults.clear();
  await stateBecomes(platform, 'active');
});

test('are not made where nobody has asked for them', async () => {
  const platform = await bootWith({ ...(await storedIn('libsql')), ...rounds('0') });
  await platform.connect();

  const used = await platform.call('/actions/users_list/invoke', { method: 'POST', body: {} });

  expect([used.status, checks(platform)]).toEqual([200, 1]);
});

test('are set by variables that say what a right value is', async () => {
  const env = {
    ...(await storedIn('libsql')),
    PLATFORM_JWT_SECRET: SECRET,
    CONNECTION_CHECK_INTERVAL_MS: '6h',
  };

  await expect(createPlatform({ env })).rejects.toThrow(
    'CONNECTION_CHECK_INTERVAL_MS must be a whole number from 0 to 2592000000, such as 21600000; it is "6h".',
  );
});
