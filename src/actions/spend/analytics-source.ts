import type { ActionSteps, ListRead } from '../../kit/catalog/index.js';
import { REPORT_FIELD, type SpendDimension, type SpendFact } from '../../reports/dimensions.js';
import { bucketsOf, DAY_MS, dayOf, piecesOf, timeText, type TimeRange } from '../../reports/spend-range.js';
import type {
  BetaAnalyticsActor,
  BetaAnalyticsCostItem,
  BetaAnalyticsUsageItem,
} from '../api-types.generated.js';
import { allOf, type FactsAsked, type FactsRead } from './facts-asked.js';
import { amountIn, countIn, fromRows, timeIn } from './report-rows.js';

/** The longest range of one request. */
const WINDOW_MS = 31 * DAY_MS;
/** The first day that the reports have. */
const FIRST_DAY = Date.UTC(2026, 0, 1);

/** Whether the analytics reports have data of a time. */
export const hasAnalytics = (from: number, now: number): boolean =>
  from >= Math.max(FIRST_DAY, dayOf(now) - 364 * DAY_MS);

/** Reads facts from the analytics reports, of cost and of usage at once, in several ranges at once. */
export async function readAnalytics(steps: ActionSteps, asked: FactsAsked): Promise<Omit<FactsRead, 'why'>> {
  const windows = windowsOf(asked);
  const lists = await allOf(
    windows.flatMap(({ window, width }) => {
      const input = inputOf(asked, window, width);
      return [
        ...(asked.cost ? [costs(steps, input, asked, window.from)] : []),
        ...(asked.usage ? [usage(steps, input, asked, window.from)] : []),
      ];
    }),
  );
  const refreshed = lists.map(({ read }) => Date.parse(String(read.page['data_refreshed_at'])));
  const known = refreshed.filter((time) => !Number.isNaN(time));
  const cut = lists.find(({ read }) => read.cut)?.read.cut;
  return {
    facts: lists.flatMap(({ facts }) => facts),
    source: 'analytics',
    ...(known.length > 0 ? { refreshedAt: Math.min(...known) } : {}),
    ...(cut ? { cut } : {}),
  };
}

type Width = '1d' | '1h' | undefined;

/** A report without buckets adds up to 31 days in one row. */
function windowsOf({ range, bucket }: FactsAsked): { window: TimeRange; width: Width }[] {
  switch (bucket) {
    case 'none':
      return piecesOf(range, WINDOW_MS).map((window) => ({ window, width: undefined }));
    case 'month':
      return bucketsOf(range, 'month').map((window) => ({ window, width: undefined }));
    default: {
      const width = bucket === 'hour' ? '1h' : '1d';
      return piecesOf(range, WINDOW_MS).map((window) => ({ window, width }));
    }
  }
}

function inputOf({ filters, dimensions }: FactsAsked, { from, until }: TimeRange, width: Width) {
  return {
    starting_at: timeText(from),
    ending_at: timeText(until),
    ...(width === undefined ? {} : { time_bucket_width: width }),
    ...filters,
    dimensions: dimensions.filter((name) => !isCostPart(name)).map((name) => REPORT_FIELD[name]),
  };
}

const isCostPart = (name: SpendDimension): boolean => name === 'token_type' || name === 'cost_type';

interface FactsOfList {
  readonly read: ListRead;
  readonly facts: readonly SpendFact[];
}

type Input = ReturnType<typeof inputOf>;

async function costs(
  steps: ActionSteps,
  { dimensions: given, ...input }: Input,
  { dimensions }: FactsAsked,
  from: number,
): Promise<FactsOfList> {
  // Grouped by the kind of tokens alone, the report leaves out costs that are not of tokens.
  const parts = dimensions.some(isCostPart) ? ['cost_type', 'token_type'] : [];
  const groupBy = [...given, ...parts];
  const read = await steps.list<BetaAnalyticsCostItem>('analytics_cost_list', {
    ...input,
    ...(groupBy.length > 0 ? { group_by: groupBy } : {}),
  });
  const facts = fromRows('analytics_cost_list', read.items, ({ starting_at, group, cost }): SpendFact[] => [
    {
      ...placeOf(starting_at, group, dimensions, from),
      amount: amountIn(cost.amount, cost.currency),
      listAmount: amountIn(cost.list_amount, cost.currency),
    },
  ]);
  return { read, facts };
}

async function usage(
  steps: ActionSteps,
  { dimensions: groupBy, ...input }: Input,
  { dimensions }: FactsAsked,
  from: number,
): Promise<FactsOfList> {
  const read = await steps.list<BetaAnalyticsUsageItem>('analytics_usage_list', {
    ...input,
    ...(groupBy.length > 0 ? { group_by: groupBy } : {}),
  });
  const facts = fromRows('analytics_usage_list', read.items, ({ starting_at, group, usage: counted }) => {
    const { cache_creation: created } = counted;
    const fact: SpendFact = {
      ...placeOf(starting_at, group, dimensions, from),
      tokens: {
        uncached_input_tokens: countIn(counted.uncached_input_tokens),
        cache_read_input_tokens: countIn(counted.cache_read_input_tokens),
        'cache_creation.ephemeral_5m_input_tokens': countIn(created.ephemeral_5m_input_tokens),
        'cache_creation.ephemeral_1h_input_tokens': countIn(created.ephemeral_1h_input_tokens),
        output_tokens: countIn(counted.output_tokens),
      },
      requests: countIn(counted.requests ?? 0),
    };
    return splitByTokens(fact, dimensions);
  });
  return { read, facts };
}

/** Usage has the kinds of tokens side by side; grouped by them, each is a fact of its own. */
export function splitByTokens(fact: SpendFact, dimensions: readonly SpendDimension[]): SpendFact[] {
  if (!dimensions.some(isCostPart)) return [fact];
  return Object.entries(fact.tokens ?? {})
    .filter(([, count]) => count > 0)
    .map(([type, count]) => ({
      ...fact,
      group: { ...fact.group, token_type: type, cost_type: 'tokens' },
      tokens: { [type]: count },
      requests: 0,
    }));
}

function placeOf(
  startingAt: string,
  group: object,
  dimensions: readonly SpendDimension[],
  from: number,
): Pick<SpendFact, 'at' | 'group' | 'names'> {
  const values = group as Readonly<Record<string, unknown>>;
  const actor = dimensions.includes('actor') ? (values['actor'] as BetaAnalyticsActor | null) : null;
  const name = actor?.type === 'user_actor' ? (actor.name ?? actor.email_address) : null;
  return {
    // A row of a whole window belongs to its start.
    at: Math.max(timeIn(startingAt), from),
    group: Object.fromEntries(
      dimensions.map((dimension) => {
        const value = dimension === 'actor' ? actorId(actor) : values[REPORT_FIELD[dimension]];
        return [dimension, typeof value === 'string' ? value : 'unattributed'];
      }),
    ),
    ...(name ? { names: { actor: name } } : {}),
  };
}

/** The id of a person, a service account, an API key or, of another identity, where it comes from with its subject. */
export function actorId(actor: BetaAnalyticsActor | null): string | null {
  switch (actor?.type) {
    case 'user_actor':
      return actor.user_id;
    case 'service_account_actor':
      return actor.service_account_id;
    case 'api_actor':
      return actor.api_key_id;
    case 'federated_actor':
      return `${actor.provider.type}:${actor.subject ?? ''}`;
    default:
      return null;
  }
}
