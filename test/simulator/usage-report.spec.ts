import { failure } from './support/ask.js';
import { boot } from './support/boot.js';
import type { UsageItem } from './support/usage.js';
import { tokensOf } from './support/usage.js';

const PATH = '/usage_report/messages';
const invalid = (message: string) => ({ status: 400, type: 'invalid_request_error', message });

it('gives a week of days, oldest first, with every dimension null', async () => {
  const { get } = await boot();

  const { body } = await get(PATH, { starting_at: '2026-11-02T00:00:00Z' });

  const starts = body.data.map(({ starting_at }: { starting_at: string }) => starting_at);
  const [first] = body.data;
  expect(starts).toEqual([2, 3, 4, 5, 6, 7, 8].map((day) => `2026-11-0${day}T00:00:00Z`));
  expect(first.results).toEqual([
    {
      ...first.results[0],
      account_id: null,
      api_key_id: null,
      context_window: null,
      inference_geo: null,
      model: null,
      service_account_id: null,
      service_tier: null,
      workspace_id: null,
    },
  ]);
  expect(first.results[0]).not.toHaveProperty('speed');
});

it('snaps the start down to its bucket', async () => {
  const { get } = await boot();

  const { body } = await get(PATH, {
    starting_at: '2026-11-02T17:45:10+02:00',
    bucket_width: '1h',
    limit: 1,
  });

  expect(body.data[0]).toMatchObject({
    starting_at: '2026-11-02T15:00:00Z',
    ending_at: '2026-11-02T16:00:00Z',
  });
});

it.each([
  ['1d', 7, 31],
  ['1h', 24, 168],
  ['1m', 60, 1440],
])('counts buckets of %s: %i by default, at most %i', async (width, preset, max) => {
  const { get } = await boot();
  const query = { starting_at: '2026-09-01T00:00:00Z', bucket_width: width };

  expect((await get(PATH, query)).body.data).toHaveLength(preset);
  expect((await get(PATH, { ...query, limit: max })).body.data).toHaveLength(max);
  expect(failure(await get(PATH, { ...query, limit: max + 1 }))).toEqual(
    invalid(`limit: Input should be less than or equal to ${max} for bucket_width=${width}`),
  );
});

it('pages up to the end that was asked for', async () => {
  const { get } = await boot();
  const query = { starting_at: '2026-11-01T00:00:00Z', ending_at: '2026-11-04T00:00:00Z', limit: 2 };

  const first = await get(PATH, query);
  const second = await get(PATH, { ...query, page: first.body.next_page });

  expect(first.body).toMatchObject({ has_more: true, next_page: expect.any(String) });
  expect(second.body).toMatchObject({ has_more: false, next_page: null });
  expect([...first.body.data, ...second.body.data]).toEqual(
    (await get(PATH, { ...query, limit: 31 })).body.data,
  );
});

it('gives empty buckets from before the organization began', async () => {
  const { get } = await boot();

  const { body } = await get(PATH, { starting_at: '2020-01-01T00:00:00Z', limit: 1 });

  expect(body.data).toEqual([
    { starting_at: '2020-01-01T00:00:00Z', ending_at: '2020-01-02T00:00:00Z', results: [] },
  ]);
});

it('ends with the present bucket, and knows nothing of the last five minutes', async () => {
  const { simulator, get } = await boot();
  const query = { starting_at: '2026-11-24T12:28:00Z', bucket_width: '1m' };

  const before = (await get(PATH, query)).body;
  simulator.clock.advance(10 * 60_000);
  const after = (await get(PATH, query)).body;

  const used = ({ results }: { results: UsageItem[] }) => results.length > 0;
  expect(before).toMatchObject({ has_more: false, next_page: null });
  expect(before.data.map(used)).toEqual([true, false, false, false, false, false, false]);
  expect(after.data.map(used)).toEqual([...Array(11).fill(true), ...Array(6).fill(false)]);
  expect(after.data[0]).toEqual(before.data[0]);
});

it('splits the same amounts by the dimensions that are grouped by', async () => {
  const { get } = await boot();
  const query = { starting_at: '2026-11-12T00:00:00Z', limit: 1 };
  const whole = (await get(PATH, query)).body.data[0].results;

  const dimensions = ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'];
  const parts: UsageItem[] = (await get(PATH, { ...query, 'group_by[]': dimensions })).body.data[0].results;

  expect(tokensOf(parts)).toEqual(tokensOf(whole));
  expect(new Set(parts.map(({ service_tier }) => service_tier))).toEqual(
    new Set(['standard', 'batch', 'priority']),
  );
  expect(new Set(parts.map(({ context_window }) => context_window))).toEqual(new Set(['0-200k', '200k-1M']));
  expect(new Set(parts.map(({ speed }) => speed))).toEqual(new Set(['standard', 'fast']));
});

it('shows the default workspace and the Console as null', async () => {
  const { get, demo } = await boot();
  const query = {
    starting_at: '2026-11-12T00:00:00Z',
    limit: 1,
    'group_by[]': ['workspace_id', 'api_key_id'],
  };

  const rows: UsageItem[] = (await get(PATH, query)).body.data[0].results;

  const ids = rows.map(({ workspace_id }) => workspace_id);
  expect(ids).toContain(null);
  expect(ids).not.toContain(demo.defaultWorkspaceId);
  expect(rows.filter(({ api_key_id }) => api_key_id === null)).toHaveLength(1);
});

it.each([
  ['models[]', 'model'],
  ['api_key_ids[]', 'api_key_id'],
  ['account_ids[]', 'account_id'],
  ['service_account_ids[]', 'service_account_id'],
  ['workspace_ids[]', 'workspace_id'],
  ['service_tiers[]', 'service_tier'],
  ['context_window[]', 'context_window'],
  ['inference_geos[]', 'inference_geo'],
  ['speeds[]', 'speed'],
] as const)('filters by %s', async (filter, dimension) => {
  const { get } = await boot();
  const query = { starting_at: '2026-11-12T00:00:00Z', limit: 1, 'group_by[]': [dimension] };
  const all: UsageItem[] = (await get(PATH, query)).body.data[0].results;
  const wanted = all.filter((row) => row[dimension] != null).slice(-1);

  const { body } = await get(PATH, { ...query, [filter]: wanted.map((row) => row[dimension]) });

  expect(body.data[0].results).toEqual(wanted);
});

it('finds the default workspace by its real id', async () => {
  const { get, demo } = await boot();
  const query = { starting_at: '2026-11-12T00:00:00Z', limit: 1, 'group_by[]': ['workspace_id'] };

  const { body } = await get(PATH, { ...query, 'workspace_ids[]': [demo.defaultWorkspaceId] });

  expect(body.data[0].results).toMatchObject([{ workspace_id: null }]);
});

it.each([
  ['no start', {}, 'starting_at: Field required'],
  [
    'a day for a time',
    { starting_at: '2026-11-01' },
    'starting_at: Input should be a valid RFC 3339 datetime',
  ],
  [
    'a day that is none',
    { starting_at: '2026-02-30T00:00:00Z' },
    'starting_at: Input should be a valid RFC 3339 datetime',
  ],
  [
    'an end before the start',
    { starting_at: '2026-11-02T00:00:00Z', ending_at: '2026-11-01T00:00:00Z' },
    'ending_at: must be after starting_at',
  ],
  [
    'six dimensions',
    {
      starting_at: '2026-11-01T00:00:00Z',
      'group_by[]': ['model', 'speed', 'api_key_id', 'workspace_id', 'service_tier', 'context_window'],
    },
    'Cannot specify more than 5 group_by[] dimensions.',
  ],
  [
    'a width of a week',
    { starting_at: '2026-11-01T00:00:00Z', bucket_width: '1w' },
    "bucket_width: Input should be '1d' or '1h' or '1m'",
  ],
])('refuses %s', async (_what, query, message) => {
  const { get } = await boot();

  expect(failure(await get(PATH, query))).toEqual(invalid(message));
});
