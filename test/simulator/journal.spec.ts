import { DEMO_ADMIN_KEY } from '../../simulator/src/index.js';
import { NOW, boot } from './support/boot.js';

it('writes down what was asked and how it was answered', async () => {
  const { simulator, post } = await boot();

  const { headers } = await post('/workspaces', { name: 'Noted' });

  expect(simulator.journal.entries()).toMatchObject([
    {
      at: NOW,
      method: 'POST',
      path: '/v1/organizations/workspaces',
      query: {},
      headers: { 'x-api-key': 'sk-ant-admin01-…', 'anthropic-version': '2023-06-01' },
      body: { name: 'Noted' },
      status: 200,
      request_id: headers.get('request-id'),
    },
  ]);
});

it.each([
  ['x-api-key', DEMO_ADMIN_KEY],
  ['authorization', `Bearer ${DEMO_ADMIN_KEY}`],
  ['authorization', DEMO_ADMIN_KEY],
])('keeps no part of the secret in %s', async (header, value) => {
  const { simulator, ask } = await boot();

  await ask('GET', '/me', { headers: { 'x-api-key': undefined, [header]: value } });

  const written = JSON.stringify(simulator.journal.entries());
  expect(written).toContain('sk-ant-admin01-…');
  expect(written).not.toContain('simulator-demo');
});

it('keeps nothing of a key without a known prefix', async () => {
  const { simulator, ask } = await boot();

  await ask('GET', '/me', { headers: { 'x-api-key': 'my-very-own-secret' } });

  expect(simulator.journal.entries()[0]?.headers['x-api-key']).toBe('…');
});

it('shows lists of a query as lists, and no status where the connection was cut', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'reset' });

  await get('/users', { 'roles[]': ['admin', 'user'], limit: 3 }).catch(() => undefined);

  expect(simulator.journal.entries()).toMatchObject([
    { query: { 'roles[]': ['admin', 'user'], limit: '3' }, body: null, status: null },
  ]);
});

it('forgets when cleared', async () => {
  const { simulator, get } = await boot();
  await get('/me');

  simulator.journal.clear();

  expect(simulator.journal.entries()).toEqual([]);
});
