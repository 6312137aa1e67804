import { invalid } from '../../errors.js';
import type { Organization } from '../../state/organization.js';
import type { Pager } from '../../state/pager.js';
import { Groups } from '../../usage/groups.js';
import { INDEX, TOKEN_METRICS } from '../../usage/stream.js';
import type { Dimension, DimensionValue } from './dimensions.js';
import { DIMENSIONS } from './dimensions.js';
import type { AnalyticsFilter } from './filters.js';
import { streamsFor } from './filters.js';
import type { AnalyticsPage } from './page.js';
import { cutPage, ordered, refreshedAt } from './page.js';
import type { AnalyticsWindow, Span } from './window.js';
import { spansOf } from './window.js';

/** The `order_by` values of the usage report. */
export const USAGE_ORDERS = [
  'output_tokens',
  'requests',
  'time',
  'total_tokens',
  'uncached_input_tokens',
] as const;

/** The values of the `group_by[]` dimensions. */
export type GroupValues = Partial<Record<Dimension, DimensionValue>>;

/** The query of `analytics.usage.list`. */
export interface AnalyticsUsageQuery extends AnalyticsFilter, AnalyticsWindow {
  readonly limit: number;
  readonly order: 'asc' | 'desc';
  readonly order_by: (typeof USAGE_ORDERS)[number];
  readonly 'group_by[]'?: readonly Dimension[] | undefined;
}

/** The usage of one group in one span. */
export interface UsageRow extends Span {
  readonly group: GroupValues;
  readonly amounts: Float64Array;
}

/**
 * Reports usage by dimension, ranked or by time, one page at a time (analytics.usage.list).
 *
 * @throws ApiError 400 for more than five dimensions, or an invalid window or filter.
 */
export function analyticsUsage<W>(
  organization: Organization,
  query: AnalyticsUsageQuery,
  pager: Pager,
  now: number,
  wire: (row: UsageRow) => W,
): AnalyticsPage<W> {
  const dimensions = [...new Set(query['group_by[]'] ?? [])];
  if (dimensions.length > 5) throw invalid('Cannot specify more than 5 group_by[] dimensions.');
  const spans = spansOf(query, now);
  const groupOf = (stream: Parameters<(typeof DIMENSIONS)[Dimension]>[0]): GroupValues =>
    Object.fromEntries(
      dimensions.map((dimension) => [dimension, DIMENSIONS[dimension](stream, organization)]),
    );
  const streams = streamsFor(organization, query, dimensions);
  const groups = new Groups(streams, (stream) => JSON.stringify(groupOf(stream)), groupOf);
  const rows = spans.flatMap(({ from, to }) =>
    groups.sums(from, Math.min(to, refreshedAt(now))).map((sum): UsageRow => ({ from, to, ...sum })),
  );
  return cutPage(inOrder(rows, query), query.limit, pager, now, (row) => [wire(row)]);
}

/** The total number of tokens of a row. */
export const totalTokens = ({ amounts }: UsageRow): number =>
  TOKEN_METRICS.reduce((total, metric) => total + (amounts[INDEX[metric]] as number), 0);

/** Within a bucket, the largest amounts come first; without buckets, `time` is equivalent to `total_tokens`. */
function inOrder(
  rows: readonly UsageRow[],
  { order, order_by: by, time_bucket_width: width }: AnalyticsUsageQuery,
) {
  const ranked = ordered(
    rows,
    (a, b) => totalTokens(a) - totalTokens(b),
    by === 'time' && width ? 'desc' : order,
  );
  if (by === 'total_tokens') return ranked;
  if (by === 'time') return width ? ordered(ranked, (a, b) => a.from - b.from, order) : ranked;
  const amount = ({ amounts }: UsageRow): number => amounts[INDEX[by]] as number;
  return ordered(rows, (a, b) => amount(a) - amount(b), order);
}
