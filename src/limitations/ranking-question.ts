import type { RawInput, ReadyAction } from '../kit/catalog/index.js';

/** The measure that each sort key ranks by; those of one kind of tokens have none. */
const MEASURES: Readonly<Record<string, string>> = {
  amount: 'cost',
  list_amount: 'list_cost',
  requests: 'requests',
  total_tokens: 'tokens',
};

/** What `spend_query` calls the dimensions of the reports. */
const DIMENSIONS: Readonly<Record<string, string>> = {
  model: 'model',
  workspace_id: 'workspace',
  api_key_id: 'api_key',
  actor: 'actor',
  product: 'product',
  token_type: 'token_type',
  cost_type: 'cost_type',
  service_tier: 'service_tier',
  inference_geo: 'inference_geo',
  context_window: 'context_window',
  speed: 'speed',
};

/** The filters that both have. */
const FILTERS: readonly string[] = [
  'models',
  'workspace_ids',
  'api_key_ids',
  'actor_ids',
  'products',
  'service_tiers',
  'inference_geos',
  'context_windows',
  'speeds',
];

const READ: readonly string[] = [
  'starting_at',
  'ending_at',
  'group_by',
  'order_by',
  'order',
  'limit',
  ...FILTERS,
];
const DAY_MS = 24 * 60 * 60 * 1_000;
const [MOST_DAYS, MOST_GROUPS, MOST_ROWS, PRESET] = [400, 5, 1_000, 20];

/** The question that has the rows of a ranking, largest first; undefined where none has exactly them. */
export function rankingQuestion(actionId: string, given: RawInput): ReadyAction<'spend_query'> | undefined {
  const input = Object.fromEntries(
    Object.entries(given).filter(([, value]) => (value ?? undefined) !== undefined),
  );
  const { order_by: by = actionId === 'analytics_cost_list' ? 'amount' : 'total_tokens' } = input;
  const { group_by: groupBy = [], order = 'desc', limit = PRESET } = input;
  const measure = MEASURES[String(by)];
  const days = daysOf(input['starting_at'], input['ending_at']);
  if (measure === undefined || days === undefined || order !== 'desc' || !Array.isArray(groupBy))
    return undefined;
  const dimensions = groupBy.map((name) => DIMENSIONS[String(name)]);
  if (dimensions.includes(undefined) || dimensions.length > MOST_GROUPS) return undefined;
  if (Object.keys(input).some((name) => !READ.includes(name))) return undefined;
  // An empty text selects what has no key, for which the question has no word.
  const filters = Object.entries(input).filter(([name]) => FILTERS.includes(name));
  if (filters.some(([, values]) => !Array.isArray(values) || values.length > 100 || values.includes('')))
    return undefined;
  return {
    actionId: 'spend_query',
    input: {
      ...days,
      measures: [measure],
      ...(dimensions.length > 0
        ? { group_by: dimensions, top: limit, limit: Math.min(Number(limit) + 1, MOST_ROWS) }
        : {}),
      ...Object.fromEntries(filters),
    },
  };
}

/** A range of whole days in UTC. */
function daysOf(start: unknown, end: unknown): RawInput | undefined {
  const [from, until] = [Date.parse(String(start)), Date.parse(String(end))];
  const isWhole = from % DAY_MS === 0 && until % DAY_MS === 0 && until - from <= MOST_DAYS * DAY_MS;
  if (!isWhole) return undefined;
  const [first_day, last_day] = [from, until - DAY_MS].map((time) =>
    new Date(time).toISOString().slice(0, 10),
  );
  return { first_day, last_day };
}
