import { failure } from './support/ask.js';
import { boot } from './support/boot.js';

const PATH = '/cost_report';
const START = { starting_at: '2026-11-12T00:00:00Z' };

interface Item {
  readonly amount: string;
  readonly cost_type: string | null;
  readonly description: string | null;
  readonly workspace_id: string | null;
}

it('gives one sum a day unless grouped, as decimal text in cents', async () => {
  const { get } = await boot();

  const { body } = await get(PATH, { ...START, limit: 1 });

  expect(body.data).toEqual([
    {
      starting_at: '2026-11-12T00:00:00Z',
      ending_at: '2026-11-13T00:00:00Z',
      results: [
        {
          currency: 'USD',
          amount: expect.stringMatching(/^\d{5,}\.\d+$/),
          workspace_id: null,
          description: null,
          cost_type: null,
          context_window: null,
          model: null,
          service_tier: null,
          token_type: null,
          inference_geo: null,
        },
      ],
    },
  ]);
});

it('describes what was charged when grouped by description', async () => {
  const { get } = await boot();

  const { body } = await get(PATH, { ...START, limit: 1, 'group_by[]': ['description'] });

  const rows: Item[] = body.data[0].results;
  expect(new Set(rows.map(({ cost_type }) => cost_type))).toEqual(
    new Set(['tokens', 'web_search', 'code_execution', 'session_usage']),
  );
  expect(
    rows.find(({ description }) => description === 'Claude Haiku 5.5 Usage - Output Tokens (Batch)'),
  ).toEqual({
    currency: 'USD',
    amount: expect.any(String),
    workspace_id: null,
    description: 'Claude Haiku 5.5 Usage - Output Tokens (Batch)',
    cost_type: 'tokens',
    context_window: '0-200k',
    model: 'claude-haiku-5-5',
    service_tier: 'batch',
    token_type: 'output_tokens',
    inference_geo: 'global',
  });
});

it('leaves the model out of what is not tokens', async () => {
  const { get } = await boot();

  const { body } = await get(PATH, { ...START, limit: 1, 'group_by[]': ['description'] });

  const search = body.data[0].results.find(({ cost_type }: Item) => cost_type === 'web_search');
  expect(search).toEqual({
    ...search,
    description: 'Web Search Usage',
    model: null,
    token_type: null,
    service_tier: null,
    context_window: null,
    inference_geo: null,
  });
});

it('shows the default workspace as null when grouped by workspace', async () => {
  const { get, demo } = await boot();

  const { body } = await get(PATH, { ...START, limit: 1, 'group_by[]': ['workspace_id'] });

  const ids = body.data[0].results.map(({ workspace_id }: Item) => workspace_id);
  expect(ids).toEqual(expect.arrayContaining([null, demo.productionWorkspaceId]));
  expect(ids).not.toContain(demo.defaultWorkspaceId);
  expect(new Set(ids).size).toBe(ids.length);
});

it.each([
  ['hours', { bucket_width: '1h' }, "bucket_width: Input should be '1d'"],
  ['32 days', { limit: 32 }, 'limit: Input should be less than or equal to 31'],
  ['a filter', { 'models[]': ['claude-opus-5-5'] }, 'models[]: Extra inputs are not permitted'],
  [
    'another dimension',
    { 'group_by[]': ['model'] },
    "group_by[].0: Input should be 'description' or 'workspace_id'",
  ],
])('refuses %s', async (_what, query, message) => {
  const { get } = await boot();

  expect(failure(await get(PATH, { ...START, ...query }))).toEqual({
    status: 400,
    type: 'invalid_request_error',
    message,
  });
});
