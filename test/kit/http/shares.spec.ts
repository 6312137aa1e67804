import { bootSimulated } from '../../support/boot-simulated.js';
import { afterTest } from '../../support/cleanup.js';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';

const SLOW_MS = 1_500;

it('keeps connections for others where one tenant waits for many slow responses', async () => {
  const { connector, simulator, close } = await bootSimulated({ connections: 4, maxRetries: 0 });
  afterTest(() => close());
  await connector.connections.save({
    tenantId: 'other',
    name: 'default',
    apiKey: DEMO_ADMIN_KEY,
    actor: 'ada',
  });
  simulator.faults.add({ kind: 'slow', delay_ms: SLOW_MS, times: 'always', match: { path: '*/users/*' } });
  const ended: string[] = [];
  const ask = async (tenantId: string, id: string): Promise<void> => {
    await (id === ''
      ? connector.invoke('organization_get', {}, { tenantId })
      : connector.invoke('users_get', { user_id: id }, { tenantId }));
    ended.push(tenantId);
  };

  const slow = Array.from({ length: 8 }, (_, nth) => ask('acme', `user_${nth}`));
  await ask('other', '');
  const first = [...ended];
  await Promise.all(slow);

  expect(first).toEqual(['other']);
  expect(ended).toHaveLength(9);
});

it('sends what waits for a share in order, and forgets what gives up', async () => {
  const { connector, simulator, log, close } = await bootSimulated({ connections: 1, maxRetries: 0 });
  afterTest(() => close());
  simulator.faults.add({ kind: 'slow', delay_ms: 200, times: 'always' });
  const get = (id: string, ms = 30_000) =>
    connector.invoke('users_get', { user_id: id }, { tenantId: 'acme', deadline: Date.now() + ms });

  const outcomes = await Promise.all([get('user_1'), get('user_2', 50), get('user_3'), get('user_4')]);

  expect(outcomes.map((one) => (one.ok ? 'ok' : one.error.code))).toEqual([
    'not_found',
    'timeout',
    'not_found',
    'not_found',
  ]);
  expect(log().map((line) => line.slice(-6))).toEqual(['user_1', 'user_3', 'user_4']);
});

it('keeps connections for the other subjects of a tenant where one waits for many slow responses', async () => {
  const { connector, simulator, close } = await bootSimulated({ connections: 6, maxRetries: 0 });
  afterTest(() => close());
  simulator.faults.add({ kind: 'slow', delay_ms: SLOW_MS, times: 'always', match: { path: '*/users/*' } });
  const ended: string[] = [];
  const ask = async (id: string, user: string): Promise<void> => {
    const context = { tenantId: 'acme', actor: { id } };
    await (user === ''
      ? connector.invoke('organization_get', {}, context)
      : connector.invoke('users_get', { user_id: user }, context));
    ended.push(id);
  };

  const slow = Array.from({ length: 12 }, (_, nth) => ask('mallory', `user_${nth}`));
  await Promise.all([ask('ada', ''), ask('bob', '')]);
  const first = [...ended];
  await Promise.all(slow);

  expect(first.sort()).toEqual(['ada', 'bob']);
  expect(ended).toHaveLength(14);
});

it('refuses what a subject wants to have wait beyond its share, and says when to try again', async () => {
  const { connector, close } = await bootSimulated({ requestsPerMinute: 2, maxWaiting: 4, maxRetries: 0 });
  afterTest(() => close());
  const ended = new AbortController();
  let users = 0;
  const ask = (id: string) =>
    connector.invoke(
      'users_get',
      { user_id: `user_${(users += 1)}` },
      { tenantId: 'acme', actor: { id }, deadline: Date.now() + 3_600_000, signal: ended.signal },
    );

  await ask('mallory');
  const waiting = [ask('mallory'), ask('mallory'), ask('ada')];
  const refused = await ask('mallory');
  ended.abort();
  await Promise.all(waiting);

  expect(refused).toMatchObject({
    ok: false,
    error: {
      code: 'rate_limited',
      effect: 'none',
      message:
        'The connector paces requests, and 2 requests of this subject wait for this organization already, which is the most that one subject may have.',
      retry: { allowed: true, afterMs: expect.any(Number) as number },
    },
    meta: { attempts: 0 },
  });
});
