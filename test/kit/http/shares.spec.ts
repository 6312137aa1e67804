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
