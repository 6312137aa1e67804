import type { RawInput, ReadyAction } from '../kit/catalog/index.js';
import { FILTERS, REPORT_FIELD } from '../reports/dimensions.js';
import { DAY_MS, dayText } from '../reports/spend-range.js';

/** The measure that each sort key ranks by; those of one kind of tokens have none. */
const MEASURES: Readonly<Record<string, string>> = {
  amount: 'cost',
  list_amount: 'list_cost',
  requests: 'requests',
  total_tokens: 'tokens',
};

/** The dimension of `spend_query` by the field of the reports. */
const DIMENSIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(REPORT_FIELD).map(([dimension, field]) => [field, dimension]),
);

const READ: readonly string[] = [
  'starting_at',
  'ending_at',
  'group_by',
  'order_by',
  'order',
  'limit',
  ...FILTERS,
];

const isFilter = (name: string): boolean => (FILTERS as readonly string[]).includes(name);

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
  const dimensions = groupBy.map((name) => DIMENSIONS.get(String(name)));
  if (dimensions.includes(undefined) || dimensions.length > MOST_GROUPS) return undefined;
  if (Object.keys(input).some((name) => !READ.includes(name))) return undefined;
  // An empty text selects what has no key, for which the question has no word.
  const filters = Object.entries(input).filter(([name]) => isFilter(name));
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
  return { first_day: dayText(from), last_day: dayText(until - DAY_MS) };
}
