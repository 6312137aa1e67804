import {
  compareAmounts,
  differenceOf,
  toDollars,
  type ActionSteps,
  type Cents,
  type ComposedHandler,
} from '../../kit/catalog/index.js';
import { dollarText, percentOf } from '../../kit/catalog/money.js';
import { DAYS_NEEDED, DailyCosts } from '../../reports/daily-costs.js';
import type { SpendDimension, SpendFact } from '../../reports/dimensions.js';
import { DAY_MS, dayOf, dayText, monthOf, periodBefore, type TimeRange } from '../../reports/spend-range.js';
import { SpendSums } from '../../reports/spend-sums.js';
import { allOf, type FactsAsked, type FactsRead } from './facts-asked.js';
import { readFacts } from './read-facts.js';
import { amountOf, daysOf, provenanceOf, stateOf } from './spend-cells.js';
import { namesFor } from './spend-names.js';
import type { SpendSummaryInput } from './spend.inputs.js';
import type { MonthComparison, SpendMover, SpendSummaryAnswer } from './spend.outputs.js';

const DEFAULT_TOP = 3;

/** What can move; the older reports have no costs by API key. */
const MOVING = ['model', 'workspace', 'api_key'] as const satisfies readonly SpendDimension[];

/** Summarizes the spend of this month. */
export const spendSummary: ComposedHandler<SpendSummaryInput> = async (input, steps) => {
  const today = dayOf(steps.now);
  const month = { from: monthOf(today), until: today + DAY_MS };
  const complete = { from: month.from, until: today };
  const previous = periodBefore(complete);
  const hasComplete = complete.until > complete.from;
  const start = Math.min(today - DAYS_NEEDED * DAY_MS, monthOf(today, -1));
  const read = await readFacts(steps, costsOf({ from: start, until: month.until }, 'day', []));
  const by = read.source === 'legacy' ? (['model', 'workspace'] as const) : ([...MOVING, 'actor'] as const);
  const grouped = (range: TimeRange): Promise<FactsRead> => readFacts(steps, costsOf(range, 'none', by));
  const [thisMonth, now, before] = await allOf([
    grouped(month),
    ...(hasComplete ? [grouped(complete), grouped(previous)] : []),
  ]);

  const cut = [read, thisMonth, now, before].find((one) => one?.cut)?.cut;
  const days = new DailyCosts();
  for (const { at, amount } of read.facts) if (amount !== undefined) days.add(at, amount);
  const forecast = days.forecast(today);
  const comparison = hasComplete ? compared(days, complete, previous) : undefined;
  const unattributed =
    by.includes('actor' as never) && thisMonth ? unattributedIn(thisMonth.facts) : undefined;
  const movers =
    now && before ? moversOf(now.facts, before.facts, by).slice(0, input.top ?? DEFAULT_TOP) : [];
  const answer: Omit<SpendSummaryAnswer, 'summary'> = {
    ...provenanceOf({ ...read, ...(cut ? { cut } : {}) }, month, steps.now),
    month: daysOf(month),
    month_to_date: amountOf(days.sum(month)),
    forecast: {
      ...amountOf(forecast.expected),
      method: 'last_4_weeks_by_weekday',
      low: amountOf(forecast.low),
      high: amountOf(forecast.high),
      remaining_days: forecast.remainingDays,
    },
    ...(comparison ? { comparison } : {}),
    movers: input.resolve_names ? await named(steps, movers) : movers,
    anomalies: days.anomalies(today).map(({ day, amount, median }) => ({
      day: dayText(day),
      ...amountOf(amount),
      median: amountOf(median),
    })),
    ...(unattributed === undefined ? {} : { unattributed_percent: unattributed }),
  };
  return { summary: `${summaryOf(answer)}${stateOf(answer, cut)}`, ...answer };
};

const costsOf = (
  range: TimeRange,
  bucket: FactsAsked['bucket'],
  dimensions: readonly SpendDimension[],
): FactsAsked => ({
  range,
  bucket,
  dimensions,
  filters: {},
  cost: true,
  listCost: false,
  usage: false,
  requests: false,
});

function compared(days: DailyCosts, range: TimeRange, before: TimeRange): MonthComparison {
  const [current, previous] = [days.sum(range), days.sum(before)];
  const change = differenceOf(current, previous);
  const percent = percentOf(change, previous);
  return {
    ...amountOf(current),
    days: daysOf(range),
    previous_days: daysOf(before),
    previous: amountOf(previous),
    change_usd: toDollars(change),
    ...(percent === undefined ? {} : { change_percent: percent }),
  };
}

function moversOf(
  now: readonly SpendFact[],
  before: readonly SpendFact[],
  by: readonly SpendDimension[],
): SpendMover[] {
  const movers = MOVING.filter((dimension) => by.includes(dimension)).flatMap((dimension) => {
    const [current, previous] = [sumsBy(now, dimension), sumsBy(before, dimension)];
    return [...new Set([...current.keys(), ...previous.keys()])].map((value) => {
      const [one, other] = [current.get(value) ?? new SpendSums(), previous.get(value) ?? new SpendSums()];
      return {
        dimension,
        value,
        one: one.amount,
        other: other.amount,
        change: differenceOf(one.amount, other.amount),
      };
    });
  });
  return movers
    .filter(({ change }) => change !== '0')
    .sort(
      (one, other) =>
        compareAmounts(magnitude(other.change), magnitude(one.change)) || (one.value < other.value ? -1 : 1),
    )
    .map(({ dimension, value, one, other, change }) => ({
      dimension,
      value,
      current: amountOf(one),
      previous: amountOf(other),
      change_usd: toDollars(change),
    }));
}

const magnitude = (amount: Cents): Cents => amount.replace(/^-/, '') as Cents;

function sumsBy(facts: readonly SpendFact[], dimension: SpendDimension): Map<string, SpendSums> {
  const sums = new Map<string, SpendSums>();
  for (const fact of facts) {
    const value = fact.group[dimension] ?? 'unattributed';
    const known = sums.get(value) ?? new SpendSums();
    known.add(fact);
    sums.set(value, known);
  }
  return sums;
}

function unattributedIn(facts: readonly SpendFact[]): number | undefined {
  const nobody = facts.filter(({ group }) => group.actor === 'unattributed');
  return percentOf(SpendSums.of(nobody).amount, SpendSums.of(facts).amount);
}

async function named(steps: ActionSteps, movers: readonly SpendMover[]): Promise<SpendMover[]> {
  const nameOf = await namesFor(steps, [...new Set(movers.map(({ dimension }) => dimension))]);
  return movers.map((mover) => {
    const name = nameOf({ [mover.dimension]: mover.value })[mover.dimension];
    return name === undefined ? mover : { ...mover, name };
  });
}

function summaryOf({
  month,
  month_to_date,
  forecast,
  comparison,
  anomalies,
}: Omit<SpendSummaryAnswer, 'summary'>): string {
  const text = (usd: string): string => dollarText(usd as Parameters<typeof dollarText>[0]);
  const against =
    comparison?.change_percent === undefined
      ? ''
      : `, ${comparison.change_percent > 0 ? '+' : ''}${comparison.change_percent} % against the same days of last month`;
  const odd = anomalies.length === 0 ? '' : ` Unusual days: ${anomalies.map(({ day }) => day).join(', ')}.`;
  return `${text(month_to_date.amount_usd)} from ${month.first_day} up to now${against}; expected for the month ${text(forecast.amount_usd)} (${text(forecast.low.amount_usd)} to ${text(forecast.high.amount_usd)}).${odd}`;
}
