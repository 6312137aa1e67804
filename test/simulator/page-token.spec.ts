import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const PATH = '/usage_report/messages';
const QUERY = { starting_at: '2026-11-01T00:00:00Z', 'group_by[]': ['model'], limit: 2 };
const invalid = (message: string) => ({ status: 400, type: 'invalid_request_error', message });

it('lets the limit change from page to page', async () => {
  const { get } = await boot();
  const { next_page: page } = (await get(PATH, QUERY)).body;

  const { body } = await get(PATH, { ...QUERY, limit: 1, page });

  expect(body.data).toMatchObject([{ starting_at: '2026-11-03T00:00:00Z' }]);
});

it.each([
  ['another grouping', { 'group_by[]': ['model', 'speed'] }],
  ['another start', { starting_at: '2026-11-02T00:00:00Z' }],
  ['one more filter', { 'models[]': ['claude-opus-5-5'] }],
])('refuses a token with %s', async (_what, change) => {
  const { get } = await boot();
  const { next_page: page } = (await get(PATH, QUERY)).body;

  expect(failure(await get(PATH, { ...QUERY, ...change, page }))).toEqual(
    invalid('page: the token was created for a request with different parameters'),
  );
});

it.each(['garbage', '%%%', 'cDEuMQ', ''.padEnd(50, 'A')])('refuses a made-up token: %s', async (page) => {
  const { get } = await boot();

  expect(failure(await get(PATH, { ...QUERY, page }))).toEqual(invalid('page: not a valid page token'));
});

it('refuses a token of another report', async () => {
  const { get } = await boot();
  const { next_page: page } = (await get(PATH, QUERY)).body;

  expect(failure(await get('/cost_report', { starting_at: QUERY.starting_at, page }))).toEqual(
    invalid('page: the token was created for a request with different parameters'),
  );
});
