import { invalid } from '../../errors.js';
import type { Organization } from '../../state/organization.js';
import type { Pager } from '../../state/pager.js';
import type { Picocents } from '../../usage/prices.js';
import { INDEX, METRICS } from '../../usage/stream.js';
import type { Components, CostPart, CostPlan, PlannedLine } from './cost-plan.js';
import { planFor } from './cost-plan.js';
import { USAGE_GROUP_BY } from './dimensions.js';
import type { AnalyticsFilter } from './filters.js';
import { streamsFor } from './filters.js';
import type { AnalyticsPage } from './page.js';
import { cutPage, ordered, refreshedAt } from './page.js';
import type { GroupValues } from './usage.js';
import type { AnalyticsWindow, Span } from './window.js';
import { spansOf } from './window.js';

/** The `group_by[]` dimensions of the cost report. */
export const COST_GROUP_BY = [...USAGE_GROUP_BY, 'cost_type', 'token_type'] as const;

/** The `order_by` values of the cost report. */
export const COST_ORDERS = ['amount', 'list_amount', 'time'] as const;

/** The query of `analytics.cost.list`. */
export interface AnalyticsCostQuery extends AnalyticsFilter, AnalyticsWindow {
  readonly limit: number;
  readonly order: 'asc' | 'desc';
  readonly order_by: (typeof COST_ORDERS)[number];
  readonly 'group_by[]'?: readonly (typeof COST_GROUP_BY)[number][] | undefined;
}

/** The cost of one group in one span, by component. */
export interface CostRow extends Span {
  readonly group: GroupValues;
  readonly parts: Map<string, CostPart>;
  requests: number;
}

/**
 * Reports cost by dimension, ranked or by time, one page at a time. The components `cost_type` and `token_type`
 * do not count toward the limit (analytics.cost.list).
 *
 * @throws ApiError 400 for more than five other dimensions, or an invalid window or filter.
 */
export function analyticsCost<W>(
  organization: Organization,
  query: AnalyticsCostQuery,
  pager: Pager,
  now: number,
  wire: (row: CostRow, part: CostPart) => W,
): AnalyticsPage<W> {
  const groupBy = new Set(query['group_by[]'] ?? []);
  const dimensions = USAGE_GROUP_BY.filter((dimension) => groupBy.has(dimension));
  if (dimensions.length > 5) throw invalid('Cannot specify more than 5 group_by[] dimensions.');
  const spans = spansOf(query, now);
  const components = { byType: groupBy.has('cost_type'), byToken: groupBy.has('token_type') };
  const plans = streamsFor(organization, query, dimensions).map((stream) =>
    planFor(organization, stream, dimensions, components),
  );
  const rows = spans.flatMap((span) => rowsOf(plans, span, refreshedAt(now), components));
  return cutPage(inOrder(rows, query), query.limit, pager, now, (row) =>
    [...row.parts.values()].map((part) => wire(row, part)),
  );
}

function rowsOf(
  plans: readonly CostPlan[],
  { from, to }: Span,
  until: number,
  components: Components,
): CostRow[] {
  const rows = new Map<string, CostRow>();
  const amounts = new Float64Array(METRICS.length);
  for (const { meter, lines } of plans) {
    amounts.fill(0);
    meter.add(amounts, 0, from, Math.min(to, until));
    let counted = components.byType || components.byToken;
    for (const { line, key, group, part } of lines) {
      const cost = BigInt(amounts[INDEX[line.metric]] as number) * line.price;
      if (cost === 0n) continue;
      const row = rows.get(key) ?? { from, to, group, parts: new Map<string, CostPart>(), requests: 0 };
      rows.set(key, row);
      addPart(row, part, cost);
      if (!counted) row.requests += amounts[INDEX.requests] as number;
      counted = true;
    }
  }
  return [...rows.values()];
}

function addPart({ parts }: CostRow, part: PlannedLine['part'], cost: Picocents): void {
  const key = `${part.costType}|${part.tokenType}`;
  const known = parts.get(key);
  if (known) known.amount += cost;
  else parts.set(key, { ...part, amount: cost });
}

const amountOf = ({ parts }: CostRow): Picocents =>
  [...parts.values()].reduce((total, { amount }) => total + amount, 0n);

/** Within a bucket, the largest amounts come first; without buckets, `time` is equivalent to `amount`. */
function inOrder(
  rows: readonly CostRow[],
  { order, order_by: by, time_bucket_width: width }: AnalyticsCostQuery,
) {
  const inTime = by === 'time' && width !== undefined;
  const priced = rows.map((row) => ({ row, amount: amountOf(row) }));
  const compare = (a: { amount: Picocents }, b: { amount: Picocents }): number =>
    a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0;
  const ranked = ordered(priced, compare, inTime ? 'desc' : order).map(({ row }) => row);
  return inTime ? ordered(ranked, (a, b) => a.from - b.from, order) : ranked;
}
