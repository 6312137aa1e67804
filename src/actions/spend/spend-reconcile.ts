import { cents, sumOf, toDollars, type Cents, type ComposedHandler } from '../../kit/catalog/index.js';
import { dollarText } from '../../kit/catalog/money.js';
import { daysIn } from '../../reports/daily-costs.js';
import {
  addedUp,
  differencesOf,
  totalOf,
  type DayCosts,
  type DifferencePart,
} from '../../reports/reconcile.js';
import { DAY_MS, dayOf, dayText, timeText } from '../../reports/spend-range.js';
import type { BetaAnalyticsCostItem, CostReportTimeBucket } from '../api-types.generated.js';
import { allOf } from './facts-asked.js';
import { amountIn, fromRows, timeIn } from './report-rows.js';
import { amountOf, daysOf } from './spend-cells.js';
import type { SpendReconcileInput } from './spend.inputs.js';
import type { ReconciledDay, SpendDifference, SpendReconcileAnswer } from './spend.outputs.js';

/** Compares the analytics report with the legacy cost report, day by day. */
export const spendReconcile: ComposedHandler<SpendReconcileInput> = async (input, steps) => {
  const range = { from: Date.parse(input.first_day), until: Date.parse(input.last_day) + DAY_MS };
  const window = { starting_at: timeText(range.from), ending_at: timeText(range.until) };
  const [one, other] = await allOf<{ days: Days; refreshedAt?: number }>([
    steps
      .list<BetaAnalyticsCostItem>('analytics_cost_list', {
        ...window,
        time_bucket_width: '1d',
        group_by: ['service_tier', 'cost_type', 'token_type'],
      })
      .then(({ items, page }) => {
        const days = new Days();
        fromRows('analytics_cost_list', items, ({ starting_at, group, cost }) => {
          days.add(starting_at, group, amountIn(cost.amount, cost.currency));
          return [];
        });
        return { days, refreshedAt: Date.parse(String(page['data_refreshed_at'])) };
      }),
    steps
      .list<CostReportTimeBucket>('cost_report_get', { ...window, group_by: ['description'] })
      .then(({ items }) => {
        const days = new Days();
        fromRows('cost_report_get', items, ({ starting_at, results }) => {
          for (const row of results) days.add(starting_at, row, amountIn(row.amount, row.currency));
          return [];
        });
        return { days };
      }),
  ]);
  const refreshedAt = one?.refreshedAt ?? NaN;
  const complete = Math.min(dayOf(steps.now), Number.isNaN(refreshedAt) ? Infinity : dayOf(refreshedAt));
  const days = daysIn(range).map((day) => {
    const [analytics, legacy] = [one!.days.of(day), other!.days.of(day)];
    const parts = differencesOf(analytics, legacy, day < complete);
    return { day, analytics: totalOf(analytics), legacy: totalOf(legacy), parts };
  });
  const parts = addedUp(days.flatMap((day) => day.parts));
  const differing = days.filter((day) => day.parts.length > 0);
  const answer: Omit<SpendReconcileAnswer, 'summary'> = {
    currency: 'USD',
    data_refreshed_at: Number.isNaN(refreshedAt) ? null : timeText(refreshedAt),
    range: daysOf(range),
    analytics: amountOf(sumOf(days.map(({ analytics }) => analytics))),
    legacy: amountOf(sumOf(days.map(({ legacy }) => legacy))),
    differences: parts.map(partOf),
    equal_days: days.length - differing.length,
    days: differing.map(({ day, analytics, legacy, parts: ofDay }): ReconciledDay => ({
      day: dayText(day),
      analytics: amountOf(analytics),
      legacy: amountOf(legacy),
      differences: ofDay.map(partOf),
    })),
  };
  return { summary: summaryOf(answer, parts), ...answer };
};

/** What of a cost can explain a difference. */
interface Cost {
  readonly cost_type: string | null;
  readonly service_tier: string | null;
}

/** Costs by day and by what can explain a difference. */
class Days {
  readonly #days = new Map<number, { priority: Cents[]; session: Cents[]; other: Cents[] }>();

  add(startingAt: string, { cost_type, service_tier }: Cost, amount: Cents): void {
    const day = dayOf(timeIn(startingAt));
    const known = this.#days.get(day) ?? { priority: [], session: [], other: [] };
    this.#days.set(day, known);
    const kind =
      cost_type === 'session_usage' ? 'session' : service_tier?.startsWith('priority') ? 'priority' : 'other';
    known[kind].push(amount);
  }

  of(day: number): DayCosts {
    return this.#days.get(day) ?? { priority: [], session: [], other: [] };
  }
}

const partOf = ({ class: kind, amount }: DifferencePart): SpendDifference => ({
  class: kind,
  amount,
  amount_usd: toDollars(amount),
});

function summaryOf(
  { range, equal_days: equal, days, analytics, legacy }: Omit<SpendReconcileAnswer, 'summary'>,
  parts: readonly DifferencePart[],
): string {
  const [one, other] = [analytics, legacy].map(({ amount }) => dollarText(toDollars(cents(amount))));
  const why = parts.map(({ class: kind, amount }) => `${kind} ${dollarText(toDollars(amount))}`).join(', ');
  const verdict =
    days.length === 0
      ? `both reports agree to the last digit on all ${equal} days`
      : `analytics has ${one}, legacy ${other}; ${days.length} of ${days.length + equal} days differ (${why})`;
  return `${range.first_day} to ${range.last_day} (UTC): ${verdict}.`;
}
