import { dollarText, sumOf, toDollars, type PlanReads } from '../../kit/catalog/index.js';
import { DAY_MS, dayOf, HOUR_MS, timeText } from '../../reports/spend-range.js';
import type { APIKey, BetaAnalyticsCostItem, BetaAnalyticsUsageItem } from '../api-types.generated.js';
import { amountIn } from '../spend/report-rows.js';

const FIRST_DAY = Date.UTC(2026, 0, 1);
const PAGE = 1_000;

/** Which requests count. */
export type UseFilter = { readonly workspace_ids: string[] } | { readonly api_key_ids: string[] };

/** Requests by key; null where the API does not say how many. */
export type Requests = ReadonlyMap<string, number | null>;

/** Since when use is counted: whole hours, because the reports have no shorter ones. */
export interface UseSince {
  readonly at: number;
  /** As in `since 17:00 UTC`. */
  readonly text: string;
}

const hourOf = (time: number): number => Math.floor(time / HOUR_MS) * HOUR_MS;
const clock = (time: number): string => new Date(time).toISOString().slice(11, 16);

/** The last hour: at least one, less than two. */
export function lastHour(now: number): UseSince {
  const at = hourOf(now - HOUR_MS);
  return { at, text: `since ${clock(at)} UTC` };
}

/** The last day: at least 24 hours, less than 25. */
export function lastDay(now: number): UseSince {
  const at = hourOf(now - DAY_MS);
  return { at, text: `since yesterday ${clock(at)} UTC` };
}

/** Today and the six days before. */
export const lastWeek = (now: number): UseSince => ({
  at: dayOf(now) - 6 * DAY_MS,
  text: `since ${new Date(dayOf(now) - 6 * DAY_MS).toISOString().slice(0, 10)}`,
});

const range = ({ now }: PlanReads, from: number): { starting_at: string; ending_at: string } => ({
  starting_at: timeText(Math.max(from, FIRST_DAY)),
  ending_at: timeText(hourOf(now) + HOUR_MS),
});

/** The requests of keys since a time, a row per key; undefined where the reports cannot be read. */
export async function requestsSince(
  reads: PlanReads,
  filter: UseFilter,
  { at }: UseSince,
): Promise<Requests | undefined> {
  const rows = await reads.list<BetaAnalyticsUsageItem>('Use of the keys', 'analytics_usage_list', {
    ...range(reads, at),
    ...filter,
    group_by: ['api_key_id'],
    limit: PAGE,
  });
  if (!rows) return undefined;
  const requests = new Map<string, number | null>();
  for (const { group, usage } of rows) {
    const id = group.api_key_id;
    if (id === null || (usage.requests === 0 && usage.total_tokens === 0)) continue;
    const before = requests.get(id);
    const known = usage.requests !== null && before !== null;
    requests.set(id, known ? (before ?? 0) + (usage.requests ?? 0) : null);
  }
  return requests;
}

/** The spend of a workspace in the last 30 days, as a text in dollars; undefined where it cannot be read. */
export async function spendOf30Days(reads: PlanReads, workspace: string): Promise<string | undefined> {
  const rows = await reads.list<BetaAnalyticsCostItem>('Spend of the last 30 days', 'analytics_cost_list', {
    ...range(reads, dayOf(reads.now) - 29 * DAY_MS),
    workspace_ids: [workspace],
    group_by: ['workspace_id'],
    limit: PAGE,
  });
  return rows && dollarText(toDollars(sumOf(rows.map(({ cost }) => amountIn(cost.amount, cost.currency)))));
}

/** What a person should know of the use of a key. */
export function useNote(
  id: string,
  hour: Requests | undefined,
  day: Requests | undefined,
): string | undefined {
  if (!day) return undefined;
  if (!day.has(id)) return 'not used since yesterday';
  const count = day.get(id);
  const requests =
    typeof count === 'number' ? `, ${count.toLocaleString('en-US')} requests since yesterday` : '';
  return `used ${hour?.has(id) ? 'in the last two hours' : 'since yesterday'}${requests}`;
}

/** How many of some keys were used, as the end of a sentence. */
export function usedText(
  keys: readonly Pick<APIKey, 'id'>[],
  now: number,
  hour: Requests | undefined,
  day: Requests | undefined,
): string {
  const used = (requests: Requests): number => keys.filter(({ id }) => requests.has(id)).length;
  const parts = [
    ...(hour ? [`${used(hour)} used ${lastHour(now).text}`] : []),
    ...(day ? [`${used(day)} ${lastDay(now).text}`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
