import { type ActionSteps, type ComposedHandler } from '../../kit/catalog/index.js';
import { dollarText, percentOf } from '../../kit/catalog/money.js';
import { toDollars } from '../../kit/catalog/index.js';
import { pageOfRows, readCursor } from '../../reports/spend-cursor.js';
import {
  bucketsOf,
  DAY_MS,
  namedRange,
  periodBefore,
  timeText,
  type TimeRange,
} from '../../reports/spend-range.js';
import { keyOf, spendRows, type SpendRow, type SpendRows } from '../../reports/spend-rows.js';
import { SpendSums } from '../../reports/spend-sums.js';
import { FILTERS } from '../../reports/dimensions.js';
import type { FactsAsked, FactsRead } from './facts-asked.js';
import { readFacts } from './read-facts.js';
import { comparedValues, daysOf, provenanceOf, stateOf } from './spend-cells.js';
import { namesFor } from './spend-names.js';
import type { SpendQueryInput } from './spend.inputs.js';
import type { SpendQueryAnswer, SpendQueryRow } from './spend.outputs.js';

const ID = 'spend_query';
const DEFAULT_LIMIT = 25;
const DEFAULT_TOP = 10;

/** Answers a question about spend over a range, by bucket and group. */
export const spendQuery: ComposedHandler<SpendQueryInput> = async (input, steps) => {
  const { measures = ['cost'], bucket = 'none', group_by: dimensions = [], top = DEFAULT_TOP } = input;
  const cursor = input.page === undefined ? undefined : readCursor(input.page, ID, input);
  const { offset, range } = cursor ?? { offset: 0, range: rangeOf(input, steps.now) };
  const asked = factsAsked(input, range);
  const before = input.compare ? periodBefore(range) : undefined;
  const [read, earlier] = await readBoth(steps, asked, before);
  const cut = read.cut ?? earlier?.cut;
  const rankedBy = measures[0] ?? 'cost';
  const shape = { dimensions, rankedBy, top };
  // A group that has gone since the period before has a row too.
  const gone =
    bucket === 'none' && earlier
      ? earlier.facts.map(({ group, names = {} }) => ({ at: range.from, group, names }))
      : [];
  const facts = [...read.facts, ...gone];
  const current = spendRows(facts, { ...shape, buckets: bucketsOf(range, bucket) });
  const previous = earlier && before && bucket === 'none' ? matched(current, earlier, input) : undefined;

  // Without buckets and groups the totals say it all.
  const rows = bucket === 'none' && dimensions.length === 0 ? [] : current.rows;
  const page = pageOfRows(rows, { offset, range }, input.limit ?? DEFAULT_LIMIT, ID, input);
  const nameOf = input.resolve_names ? await namesFor(steps, dimensions) : undefined;
  const totals = comparedValues(current.totals, earlier && SpendSums.of(earlier.facts), measures);
  const answer: Omit<SpendQueryAnswer, 'summary'> = {
    ...provenanceOf({ ...read, ...(cut ? { cut } : {}) }, range, steps.now),
    range: daysOf(range),
    ...(before ? { previous_range: daysOf(before) } : {}),
    totals,
    group_count: dimensions.length === 0 ? 0 : current.groups,
    rows: page.rows.map((row, nth): SpendQueryRow => {
      const names = nameOf && row.group ? { ...row.names, ...nameOf(row.group) } : {};
      const share = percentOf(row.sums.amount, current.totals.amount);
      return {
        ...(bucket === 'none' ? {} : timesOf(row.bucket)),
        group: row.group ?? {},
        ...(Object.keys(names).length > 0 ? { names } : {}),
        ...(row.group ? {} : { is_other: true }),
        ...comparedValues(row.sums, previous?.[offset + nth], measures),
        ...(measures.includes('cost') && share !== undefined ? { share_percent: share } : {}),
      };
    }),
    next_page: page.next_page,
  };
  return { summary: `${summaryOf(answer, current, input)}${stateOf(answer, cut)}`, ...answer };
};

function rangeOf({ range = 'month_to_date', first_day, last_day }: SpendQueryInput, now: number): TimeRange {
  if (first_day === undefined || last_day === undefined) return namedRange(range, now);
  return { from: Date.parse(first_day), until: Date.parse(last_day) + DAY_MS };
}

function factsAsked(input: SpendQueryInput, range: TimeRange): FactsAsked {
  const { measures = ['cost'], bucket = 'none', group_by: dimensions = [], as_of } = input;
  const filters = Object.fromEntries(FILTERS.flatMap((name) => (input[name] ? [[name, input[name]]] : [])));
  const listCost = measures.includes('list_cost');
  const requests = measures.includes('requests');
  return {
    range,
    bucket,
    dimensions,
    filters,
    listCost,
    requests,
    cost: listCost || measures.includes('cost'),
    usage: requests || measures.includes('tokens'),
    ...(as_of === undefined ? {} : { asOf: Date.parse(as_of) }),
  };
}

/** Both periods from one source: what only one of them has would pass for a change. */
async function readBoth(
  steps: ActionSteps,
  asked: FactsAsked,
  before: TimeRange | undefined,
): Promise<[FactsRead, FactsRead | undefined]> {
  if (!before) return [await readFacts(steps, asked), undefined];
  const whole = { ...asked, range: { from: before.from, until: asked.range.until } };
  const earlier = await readFacts(steps, { ...asked, range: before }, whole.range);
  return [await readFacts(steps, asked, whole.range), earlier];
}

/** The sums of the period before for each row; what has no row of its own belongs to the other groups. */
function matched(
  { rows }: SpendRows,
  { facts }: FactsRead,
  input: SpendQueryInput,
): (SpendSums | undefined)[] {
  const { group_by: dimensions = [] } = input;
  const own = new Map<string, SpendSums>();
  for (const { group } of rows) if (group) own.set(keyOf(group, dimensions), new SpendSums());
  const others = new SpendSums();
  for (const fact of facts) (own.get(keyOf(fact.group, dimensions)) ?? others).add(fact);
  return rows.map(({ group }) => (group ? own.get(keyOf(group, dimensions)) : others));
}

const timesOf = ({ from, until }: SpendRow['bucket']): { starting_at: string; ending_at: string } => ({
  starting_at: timeText(from),
  ending_at: timeText(until),
});

/** What the answer says in one sentence, for a person or an agent that reads no further. */
function summaryOf(
  { range, totals, rows }: Omit<SpendQueryAnswer, 'summary'>,
  { totals: sums, groups }: SpendRows,
  { measures = ['cost'], group_by: dimensions = [], bucket = 'none' }: SpendQueryInput,
): string {
  const told = measures.map((measure) => {
    switch (measure) {
      case 'cost':
        return dollarText(toDollars(sums.amount));
      case 'list_cost':
        return `${dollarText(toDollars(sums.listAmount))} at list prices`;
      case 'tokens':
        return `${sums.tokens().toLocaleString('en-US')} tokens`;
      case 'requests':
        return `${sums.requests.toLocaleString('en-US')} requests`;
    }
  });
  const [largest] = rows;
  const leader =
    bucket === 'none' && largest && !largest.is_other && largest.share_percent !== undefined
      ? `; the largest is ${Object.values(largest.names ?? {})[0] ?? Object.values(largest.group).join(' / ')} with ${largest.share_percent} %`
      : '';
  const by = dimensions.length === 0 ? '' : `, by ${dimensions.join(', ')} (${groups} groups)`;
  const change =
    totals.change_percent === undefined
      ? ''
      : `; ${signed(totals.change_percent)} % against the period before`;
  return `${range.first_day} to ${range.last_day} (UTC): ${told.join(', ')}${by}${leader}${change}.`;
}

const signed = (percent: number): string => (percent > 0 ? `+${percent}` : String(percent));
