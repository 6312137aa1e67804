import { boot } from './support/boot.js';

it('makes one record for each of many requests at once', async () => {
  const { get, post } = await boot();
  const addresses = Array.from({ length: 200 }, (_, index) => `person.${index}@acme-robotics.example`);

  const made = await Promise.all(addresses.map((email) => post('/invites', { email, role: 'user' })));

  const ids = new Set(made.map(({ body }) => body.id));
  const { data } = (await get('/invites', { limit: 1_000, 'statuses[]': ['pending'] })).body;
  expect(ids.size).toBe(200);
  expect(data.filter(({ id }: { id: string }) => ids.has(id))).toHaveLength(200);
});

it('lets only one of many equal requests through where only one may be', async () => {
  const { post } = await boot();
  const invite = { email: 'once@acme-robotics.example', role: 'user' };

  const answers = await Promise.all(Array.from({ length: 50 }, () => post('/invites', invite)));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

it('answers others while one request is slow', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'slow', delay_ms: 300 });
  const order: string[] = [];

  await Promise.all([
    get('/me').then(() => order.push('slow')),
    get('/users').then(() => order.push('quick')),
  ]);

  expect(order).toEqual(['quick', 'slow']);
});

it('goes on after a client has gone away', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'huge', bytes: 50_000_000 });
  const huge = await fetch(`${simulator.url}/v1/organizations/me`);

  await huge.body?.cancel();

  expect((await get('/me')).status).toBe(200);
});
