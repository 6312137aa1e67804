import { differenceOf, toDollars, type Cents } from '../../kit/catalog/index.js';
import { percentOf } from '../../kit/catalog/money.js';
import type { TokenType } from '../../reports/dimensions.js';
import { dayText, timeText, DAY_MS, dayOf, type TimeRange } from '../../reports/spend-range.js';
import type { SpendMeasure, SpendSums } from '../../reports/spend-sums.js';
import type { FactsRead } from './facts-asked.js';
import type {
  ComparedValues,
  SpendAmount,
  SpendCellValues,
  SpendDays,
  SpendProvenance,
} from './spend.outputs.js';

/** An amount of cents with the same in dollars. */
export const amountOf = (amount: Cents): SpendAmount => ({ amount, amount_usd: toDollars(amount) });

/** The names of kinds of tokens in a cell. */
const KINDS: Readonly<Record<string, TokenType>> = {
  uncached_input: 'uncached_input_tokens',
  cache_read: 'cache_read_input_tokens',
  cache_write_5m: 'cache_creation.ephemeral_5m_input_tokens',
  cache_write_1h: 'cache_creation.ephemeral_1h_input_tokens',
  output: 'output_tokens',
};

/** Sums as the values of a cell. */
export function valuesOf(sums: SpendSums, measures: readonly SpendMeasure[]): SpendCellValues {
  return {
    ...(measures.includes('cost') ? amountOf(sums.amount) : {}),
    ...(measures.includes('list_cost')
      ? { list_amount: sums.listAmount, list_amount_usd: toDollars(sums.listAmount) }
      : {}),
    ...(measures.includes('tokens')
      ? {
          tokens: {
            total: sums.tokens(),
            ...Object.fromEntries(
              Object.entries(KINDS).flatMap(([name, type]) => {
                const count = sums.tokens(type);
                return count > 0 ? [[name, count]] : [];
              }),
            ),
          },
        }
      : {}),
    ...(measures.includes('requests') ? { requests: sums.requests } : {}),
  };
}

/** The values of a cell beside those of the period before. */
export function comparedValues(
  sums: SpendSums,
  before: SpendSums | undefined,
  measures: readonly SpendMeasure[],
): ComparedValues {
  const values = valuesOf(sums, measures);
  if (!before) return values;
  const previous = valuesOf(before, measures);
  if (!measures.includes('cost')) return { ...values, previous };
  const change = differenceOf(sums.amount, before.amount);
  const percent = percentOf(change, before.amount);
  return {
    ...values,
    previous,
    change_usd: toDollars(change),
    ...(percent === undefined ? {} : { change_percent: percent }),
  };
}

/** A range as days. */
export const daysOf = ({ from, until }: TimeRange): SpendDays => ({
  first_day: dayText(from),
  last_day: dayText(until - DAY_MS),
});

/** Where figures come from. The day of `now` is not complete, nor what the source does not have yet. */
export function provenanceOf(
  { source, why, refreshedAt, cut }: Omit<FactsRead, 'facts'>,
  { until }: TimeRange,
  now: number,
): Omit<SpendProvenance, 'summary'> {
  const complete = Math.min(until, dayOf(now), dayOf(refreshedAt ?? now));
  return {
    currency: 'USD',
    source,
    source_reason: why,
    data_refreshed_at: refreshedAt === undefined ? null : timeText(refreshedAt),
    complete_until: timeText(complete),
    is_incomplete: complete < until || cut !== undefined,
  };
}

/** What a summary says of figures that are not complete; empty where they are. */
export function stateOf(
  { is_incomplete: isIncomplete, complete_until: complete }: Omit<SpendProvenance, 'summary'>,
  cut: FactsRead['cut'],
): string {
  if (cut) return ` These figures are too low, because not all of the report was read (${cut.reason}).`;
  return isIncomplete ? ` Complete until ${complete.slice(0, 10)} 00:00 UTC; today is not complete.` : '';
}
