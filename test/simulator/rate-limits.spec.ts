import { failure } from './support/ask.js';
import { HOUR, MINUTE, boot } from './support/boot.js';

const message = (limit: number) =>
  `This request would exceed your organization's rate limit of ${limit} requests.`;
const limited = (limit: number) => ({ status: 429, type: 'rate_limit_error', message: message(limit) });

it('answers 429 with retry-after over the limit, until the minute is over', async () => {
  const { simulator, get } = await boot({ requestsPerMinute: 2 });
  await get('/me');
  simulator.clock.advance(20_000);
  await get('/me');

  const third = await get('/me');
  simulator.clock.advance(40_000);

  expect(failure(third)).toEqual(limited(2));
  expect(third.headers.get('retry-after')).toBe('40');
  expect(await get('/me')).toMatchObject({ status: 200 });
});

it('answers 429 on reports without retry-after, and with a reset that is past', async () => {
  const { simulator, get } = await boot({ requestsPerMinute: 1 });
  const query = { starting_at: '2026-11-01T00:00:00Z' };
  await get('/cost_report', query);
  simulator.clock.advance(MINUTE / 2);

  const { status, headers } = await get('/cost_report', query);

  expect(status).toBe(429);
  expect(headers.get('retry-after')).toBeNull();
  expect(headers.get('anthropic-ratelimit-requests-reset')).toBe('2026-11-24T12:34:56.000Z');
});

it('counts no request that is refused before its organization is known', async () => {
  const { ask, get } = await boot({ requestsPerMinute: 1 });

  await ask('GET', '/me', { headers: { 'x-api-key': 'sk-ant-admin01-unknown' } });

  expect(await get('/me')).toMatchObject({ status: 200 });
});

it('limits nothing unless asked to', async () => {
  const { get } = await boot();

  const answers = await Promise.all(Array.from({ length: 200 }, () => get('/me')));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

it('limits the making of invites to 1200 an hour, all the same', async () => {
  const { simulator, post } = await boot();
  const wrong = { email: 'ada.kowalski@acme-robotics.example', role: 'user' };
  await Promise.all(Array.from({ length: 1_200 }, () => post('/invites', wrong)));

  expect(failure(await post('/invites', wrong))).toEqual(limited(1_200));
  simulator.clock.advance(HOUR);
  expect(failure(await post('/invites', wrong))).toMatchObject({ status: 400, code: 'already_member' });
});
