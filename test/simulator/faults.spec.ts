import { DEMO_ADMIN_KEY, type FaultRequest } from '../../simulator/src/index.js';
import { until } from '../platform/support/until.js';
import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

it('answers with a status, its headers and its code', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({
    kind: 'status',
    status: 409,
    error_code: 'concurrent_membership_change',
    message: 'Try again.',
    headers: { 'retry-after': '7', 'x-should-retry': 'true' },
  });

  const answer = await get('/me');

  expect(failure(answer)).toEqual({
    status: 409,
    type: 'conflict_error',
    message: 'Try again.',
    code: 'concurrent_membership_change',
  });
  expect([answer.headers.get('retry-after'), answer.headers.get('x-should-retry')]).toEqual(['7', 'true']);
});

it.each([
  [402, 'billing_error'],
  [429, 'rate_limit_error'],
  [500, 'api_error'],
  [503, 'api_error'],
  [504, 'timeout_error'],
  [529, 'overloaded_error'],
])('gives status %i the type %s', async (status, type) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'status', status });

  expect(failure(await get('/me'))).toMatchObject({ status, type });
});

it('counts down, and then answers as ever', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'status', status: 500, times: 2 });

  const statuses = [(await get('/me')).status, (await get('/me')).status, (await get('/me')).status];

  expect(statuses).toEqual([500, 500, 200]);
  expect(simulator.faults.list()).toEqual([]);
});

it('hits only the method and path that it is for', async () => {
  const { simulator, get, remove, demo } = await boot();
  simulator.faults.add({
    kind: 'status',
    status: 503,
    times: 'always',
    match: { method: 'GET', path: '/v1/organizations/users/*' },
  });

  expect((await get(`/users/${demo.developerUserId}`)).status).toBe(503);
  expect((await get('/users')).status).toBe(200);
  expect((await remove(`/users/${demo.developerUserId}`)).status).toBe(200);
});

it('cuts the connection before answering', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'reset' });

  await expect(get('/me')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
});

it.each<[string, FaultRequest]>([
  ['a cut connection', { kind: 'reset', applies: true }],
  ['a gateway timeout', { kind: 'status', status: 504, applies: true }],
])('lets the request take effect before %s', async (_what, fault) => {
  const { simulator, post, get } = await boot();
  simulator.faults.add(fault);

  await post('/workspaces', { name: 'Made all the same' }).catch(() => undefined);

  const { data } = (await get('/workspaces', { limit: 100 })).body;
  expect(data.at(-1)).toMatchObject({ name: 'Made all the same' });
});

it('cuts the connection in the middle of the body', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'reset_mid_body' });

  await expect(get('/users')).rejects.toThrow('terminated');
});

it('sends half a body that is no JSON', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'truncated' });

  const { status, body } = await get('/me');

  expect({ status, body }).toEqual({ status: 200, body: '{"id":"5f0a6a3e-2f1d-4c5b-9d55-0d3a2c7b9e10",' });
});

it('sends a page of HTML', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'html' });

  const { status, headers, body } = await get('/me');

  expect({ status, type: headers.get('content-type'), body }).toEqual({
    status: 502,
    type: 'text/html',
    body: '<html><body><h1>Bad gateway</h1></body></html>',
  });
});

it('redirects elsewhere', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'redirect', location: 'http://elsewhere.example/steal', status: 302 });

  const { status, headers } = await get('/me');

  expect([status, headers.get('location')]).toEqual([302, 'http://elsewhere.example/steal']);
});

it('streams a body of any size', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'huge', bytes: 3_000_000 });

  const { status, body } = await get('/me');

  expect(status).toBe(200);
  expect(body.data[0].length).toBeGreaterThanOrEqual(3_000_000);
});

it('waits before it answers', async () => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'slow', delay_ms: 60 });
  const start = performance.now();

  const { status } = await get('/me');

  expect(status).toBe(200);
  expect(performance.now() - start).toBeGreaterThanOrEqual(55);
});

it('waits no longer for a client that has gone, and does what it had asked for', async () => {
  const { simulator, get } = await boot();
  const leaving = new AbortController();
  simulator.faults.add({ kind: 'slow', delay_ms: 600_000 });
  const asked = fetch(`${simulator.url}/v1/organizations/workspaces`, {
    method: 'POST',
    headers: { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({ name: 'Left behind' }),
    signal: leaving.signal,
  });

  await until(() => simulator.journal.entries().length === 1);
  leaving.abort();
  await expect(asked).rejects.toThrow('aborted');
  await until(() => simulator.journal.entries()[0]?.status === 200);

  const { body } = await get('/workspaces', { limit: 100 });
  expect(body.data.map(({ name }: { name: string }) => name)).toContain('Left behind');
});

it('hands out a page token that is refused afterwards', async () => {
  const { simulator, get } = await boot();
  const query = { starting_at: '2026-11-01T00:00:00Z', limit: 1 };
  simulator.faults.add({ kind: 'broken_page_token' });

  const { next_page: page } = (await get('/cost_report', query)).body;

  expect(failure(await get('/cost_report', { ...query, page }))).toMatchObject({ status: 400 });
});

it.each([0, 2])('gives a page of %i rows before the end', async (rows) => {
  const { simulator, get } = await boot();
  const query = { starting_at: '2026-11-01T00:00:00Z', limit: 5 };
  const whole = (await get('/cost_report', query)).body;
  simulator.faults.add({ kind: 'short_page', rows });

  const short = (await get('/cost_report', query)).body;
  const rest = (await get('/cost_report', { ...query, limit: 5 - rows, page: short.next_page })).body;

  expect(short).toMatchObject({ has_more: true, data: whole.data.slice(0, rows) });
  expect([...short.data, ...rest.data]).toEqual(whole.data);
});

it('answers a read as things stood when the fault was added', async () => {
  const { simulator, get, post, demo } = await boot();
  const path = `/users/${demo.userUserId}`;
  simulator.faults.add({ kind: 'stale_read' });
  await post(path, { role: 'developer' });
  simulator.faults.add({ kind: 'stale_read', match: { method: 'GET' } });
  await post(path, { role: 'billing' });

  const stale = await get(path);

  expect([stale.body.role, (await get(path)).body.role]).toEqual(['developer', 'billing']);
});

it.each([{ kind: 'restated', share: 50, days: 3 } as const, { kind: 'late', share: 50, hours: 24 } as const])(
  'changes past usage as time passes, the same at the same time, also beside another fault: $kind',
  async (fault) => {
    const { simulator, get } = await boot();
    const now = simulator.clock.now();
    const day = new Date(now - 86_400_000).toISOString().slice(0, 10);
    const query = { starting_at: `${day}T00:00:00Z`, ending_at: `${day}T23:00:00Z` };
    const costs = async (at: number) => {
      simulator.clock.set(at);
      return (await get('/cost_report', query)).body.data;
    };
    const plain = await costs(now);

    simulator.faults.add({ ...fault, match: { path: '*report' } });
    simulator.faults.add({ kind: 'slow', delay_ms: 0 });
    const [first, later] = [await costs(now), await costs(now + 4 * 86_400_000)];

    expect(first).not.toEqual(later);
    if (fault.kind === 'late') expect(later).toEqual(plain);
    expect(await costs(now)).toEqual(first);
  },
);

it('refuses a fault that it does not understand', async () => {
  const { simulator } = await boot();

  expect(() => simulator.faults.add({ kind: 'status' } as FaultRequest)).toThrow(
    'fault.status: Field required',
  );
});

it('refuses a header that cannot be sent', async () => {
  const { simulator } = await boot();

  expect(() => simulator.faults.add({ kind: 'headers', set: { x: 'a\r\nb' } })).toThrow(
    'fault.set.x: String should match pattern',
  );
});

it.each([
  ['/v1/*/users', true],
  ['*users*', true],
  ['/v1/organizations/{name}', true],
  ['/v1/*/{name}', true],
  ['*/invites', false],
  [`/${'*a'.repeat(30)}*!`, false],
])('matches a path with %s: %s', async (path, fits) => {
  const { simulator, get } = await boot();
  simulator.faults.add({ kind: 'status', status: 418, match: { path } });

  const { status } = await get(`/users`);
  await get(`/users/${'a'.repeat(200)}`);

  expect(status === 418).toBe(fits);
});
