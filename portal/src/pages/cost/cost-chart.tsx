import { useMemo, type ReactElement } from 'react';
import { MOST_SERIES, type Series } from '../../charts/series.js';
import { StackedBars, type Bar } from '../../charts/stacked-bars.js';
import type { CostRow, Days } from './cost-api.js';
import type { Dimension } from './cost-view.js';
import { groupOf, OTHERS } from './group-names.js';

const DAY_MS = 86_400_000;
const SHORT = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const WORDS = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const AXIS = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const MONEY = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** Cost over time, stacked by group: the largest groups in the order of the table, all others in one series. */
export function CostChart({
  rows,
  table,
  by,
  bucket,
  range,
}: {
  readonly rows: readonly CostRow[];
  /** The groups of the table, which have the names. */
  readonly table: readonly CostRow[];
  readonly by: Dimension;
  readonly bucket: 'day' | 'week';
  readonly range: Days;
}): ReactElement {
  const bars = useMemo(() => barsOf(rows, range, bucket), [rows, range, bucket]);
  const series = useMemo(() => seriesOf(rows, table, by, bars), [rows, table, by, bars]);
  return (
    <StackedBars
      label={`Cost by ${bucket} (UTC) in US dollars`}
      bars={bars}
      series={series}
      formatAxis={(value) => AXIS.format(value)}
      format={(value) => MONEY.format(value)}
    />
  );
}

/** A bar for each bucket of the range, also where there was no cost. */
function barsOf(
  rows: readonly CostRow[],
  { first_day, last_day }: Days,
  bucket: 'day' | 'week',
): readonly Bar[] {
  const starts = new Set(
    rows.flatMap(({ starting_at }) => (starting_at === undefined ? [] : [Date.parse(starting_at)])),
  );
  if (bucket === 'day')
    for (let at = Date.parse(first_day); at <= Date.parse(last_day); at += DAY_MS) starts.add(at);
  return [...starts]
    .sort((one, other) => one - other)
    .map((at) => ({
      id: String(at),
      short: SHORT.format(at),
      words: bucket === 'week' ? `Week of ${WORDS.format(at)}` : WORDS.format(at),
    }));
}

function seriesOf(
  rows: readonly CostRow[],
  table: readonly CostRow[],
  by: Dimension,
  bars: readonly Bar[],
): readonly Series[] {
  const names = new Map(table.map((row) => [groupOf(row, by).id, groupOf(row, by).name]));
  const places = new Map(bars.map(({ id }, index) => [Number(id), index]));
  const found = new Map<string, { name: string; values: number[]; isOther: boolean }>();
  for (const row of rows) {
    const place = places.get(Date.parse(row.starting_at ?? ''));
    if (place === undefined) continue;
    const { id, name } = groupOf(row, by);
    const isOther = row.is_other === true;
    const one = found.get(id) ?? { name: names.get(id) ?? name, values: bars.map(() => 0), isOther };
    found.set(id, one);
    one.values[place] = Number(row.amount_usd ?? 0);
  }
  const size = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  return [...found]
    .map(([id, one]) => ({ id: id === '' ? OTHERS : id, ...one, name: one.isOther ? OTHERS : one.name }))
    .sort(
      (one, other) => Number(one.isOther) - Number(other.isOther) || size(other.values) - size(one.values),
    )
    .slice(0, MOST_SERIES + 1);
}
