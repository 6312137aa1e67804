import { CentsSum, type ActionSteps, type Cents } from '../../kit/catalog/index.js';
import { amountIn, inForm, isForHipaa } from '../spend/report-rows.js';
import { DAY_MS, dayOf, dayText, piecesOf, timeText, type TimeRange } from '../../reports/spend-range.js';
import type {
  BetaAnalyticsCostItem,
  BetaAnalyticsUsageItem,
  MessagesUsageReportTimeBucket,
} from '../api-types.generated.js';

const FIRST_DAY = Date.UTC(2026, 0, 1);
/** What one request covers. */
const LONGEST_MS = 31 * DAY_MS;
const PAGE = 1_000;

/** Use and cost of keys over some days. */
export interface KeyUse {
  readonly range: TimeRange;
  /** The latest part of the range in which a key was used; undefined where use could not be read. */
  readonly used?: ReadonlyMap<string, TimeRange>;
  /** The last day of use of each key, where the report of use has days. */
  readonly days?: ReadonlyMap<string, string>;
  /** Undefined where it could not be read. */
  readonly cost?: ReadonlyMap<string, Cents>;
}

/** The last days, as far as the reports go back. */
export function daysBack(now: number, days: number): TimeRange {
  const until = dayOf(now) + DAY_MS;
  const from = Math.max(until - days * DAY_MS, FIRST_DAY, dayOf(now - 365 * DAY_MS) + DAY_MS);
  return { from: Math.min(from, dayOf(now)), until };
}

/** Which keys were used in which part of a range, and what they cost: a row per key and request, not one per day. */
export async function keyUseOf(steps: ActionSteps, range: TimeRange): Promise<KeyUse> {
  const parts = piecesOf(range, LONGEST_MS);
  const input = ({ from, until }: TimeRange) => ({
    starting_at: timeText(from),
    ending_at: timeText(until),
    group_by: ['api_key_id'],
    limit: PAGE,
  });
  const [usage, costs] = await Promise.all([
    Promise.all(
      parts.map((part) =>
        steps.list<BetaAnalyticsUsageItem>('analytics_usage_list', input(part), { isOptional: true }),
      ),
    ),
    Promise.all(
      parts.map((part) =>
        steps.list<BetaAnalyticsCostItem>('analytics_cost_list', input(part), { isOptional: true }),
      ),
    ),
  ]);
  if (usage.some(({ cut }) => cut !== undefined && isForHipaa(cut))) return legacyUseOf(steps, range);
  const used = new Map<string, TimeRange>();
  inForm('analytics_usage_list', () => {
    for (const [nth, { items }] of usage.entries())
      for (const { group } of items) if (group.api_key_id !== null) used.set(group.api_key_id, parts[nth]!);
  });
  const sums = new Map<string, CentsSum>();
  inForm('analytics_cost_list', () => {
    for (const { group, cost } of costs.flatMap(({ items }) => items)) {
      if (group.api_key_id === null) continue;
      const sum = sums.get(group.api_key_id) ?? new CentsSum();
      sums.set(group.api_key_id, sum);
      sum.add(amountIn(cost.amount, cost.currency));
    }
  });
  return {
    range,
    ...(usage.some(({ cut }) => cut) ? {} : { used }),
    ...(costs.some(({ cut }) => cut) ? {} : { cost: new Map([...sums].map(([id, sum]) => [id, sum.total])) }),
  };
}

/** The older report has the use of keys for organizations that have no analytics reports, and no report has their cost. */
async function legacyUseOf(steps: ActionSteps, range: TimeRange): Promise<KeyUse> {
  const { items, cut } = await steps.list<MessagesUsageReportTimeBucket>(
    'usage_report_messages',
    {
      starting_at: timeText(range.from),
      ending_at: timeText(range.until),
      bucket_width: '1d',
      group_by: ['api_key_id'],
    },
    { isOptional: true },
  );
  if (cut) return { range };
  steps.warn(
    'The API offers no analytics reports to organizations with HIPAA readiness: use is from the legacy report, which has no cost by API key.',
  );
  const used = new Map<string, TimeRange>();
  const days = new Map<string, string>();
  inForm('usage_report_messages', () => {
    for (const { starting_at, results } of items) {
      const from = Date.parse(starting_at);
      for (const { api_key_id: id } of results) {
        if (id === null) continue;
        used.set(id, { from, until: from + DAY_MS });
        days.set(id, dayText(from));
      }
    }
  });
  return { range, used, days };
}

/** The last day on which each key was used, of those that were used in a part of the range. */
export async function lastDays(
  steps: ActionSteps,
  used: ReadonlyMap<string, TimeRange>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const byPart = new Map<TimeRange, string[]>();
  for (const id of ids) {
    const part = used.get(id);
    if (part) byPart.set(part, [...(byPart.get(part) ?? []), id]);
  }
  const days = new Map<string, string>();
  await Promise.all(
    [...byPart].map(async ([{ from, until }, keys]) => {
      const input = {
        starting_at: timeText(from),
        ending_at: timeText(until),
        time_bucket_width: '1d',
        order_by: 'time',
        api_key_ids: keys,
        group_by: ['api_key_id'],
        limit: PAGE,
      };
      const { items } = await steps.list<BetaAnalyticsUsageItem>('analytics_usage_list', input, {
        isOptional: true,
      });
      inForm('analytics_usage_list', () => {
        for (const { group, starting_at } of items) {
          const id = group.api_key_id;
          const day = starting_at.slice(0, 10);
          if (id !== null && day > (days.get(id) ?? '')) days.set(id, day);
        }
      });
    }),
  );
  return days;
}
