import { cents, type ActionSteps } from '../../kit/catalog/index.js';
import type { CellActor, CellDimension, SpendCell } from '../../reports/cells.js';
import {
  FILTERED,
  FILTERS,
  REPORT_FIELD,
  TOKEN_TYPES,
  type SpendDimension,
  type SpendFact,
} from '../../reports/dimensions.js';
import { dayOf, timeText, type TimeRange } from '../../reports/spend-range.js';
import {
  MOST_CELLS,
  SPEND_LEDGER,
  tooManyCells,
  type LedgerCoverage,
  type SpendLedger,
} from '../../reports/spend-ledger.js';
import type { FactsAsked, FactsRead } from './facts-asked.js';

/** A part of a range that the ledger of the host holds. */
export interface LedgerPart {
  readonly ledger: SpendLedger;
  readonly coverage: LedgerCoverage;
  readonly range: TimeRange;
}

/** What the host's ledger can answer of a question, from the start of its range; undefined where it is nothing. */
export async function ledgerPart(steps: ActionSteps, asked: FactsAsked): Promise<LedgerPart | undefined> {
  const ledger = steps.source(SPEND_LEDGER) as SpendLedger | undefined;
  const coverage = await ledger?.coverage(steps.owner);
  if (!ledger || !coverage || !holds(coverage, asked)) return undefined;
  const { range, bucket } = asked;
  const from = bucket === 'hour' ? (coverage.hoursFrom ?? Infinity) : coverage.from;
  const until = Math.min(range.until, asked.asOf === undefined ? dayOf(coverage.until) : coverage.until);
  return from <= range.from && until > range.from
    ? { ledger, coverage, range: { from: range.from, until } }
    : undefined;
}

/** Costs other than of tokens have no model in a cell, so a filter by model is left to the API. */
function holds({ dimensions: held }: LedgerCoverage, { dimensions, filters }: FactsAsked): boolean {
  const used = FILTERS.filter((name) => filters[name] !== undefined);
  const needed = [...dimensions, ...used.map((name) => FILTERED[name])].filter((name) => !isPart(name));
  return (
    filters.models === undefined && needed.every((name) => held.includes(REPORT_FIELD[name] as CellDimension))
  );
}

const isPart = (name: SpendDimension): boolean => name === 'token_type' || name === 'cost_type';

/**
 * Reads facts from the host's ledger, of which a caller may see what the reports would show.
 * @throws ActionRefusal for more cells than one answer may be made of.
 */
export async function readLedger(
  steps: ActionSteps,
  { ledger, coverage, range }: LedgerPart,
  asked: FactsAsked,
): Promise<Omit<FactsRead, 'why'>> {
  const { dimensions, filters, bucket, asOf } = asked;
  const sets = FILTERS.flatMap((name) =>
    filters[name] ? [[FILTERED[name], new Set(filters[name])] as const] : [],
  );
  const all = [...new Set([...dimensions, ...sets.map(([name]) => name)])];
  const window = { starting_at: timeText(range.from), ending_at: timeText(range.until), ...filters };
  if (asked.cost) await steps.allow('analytics_cost_list', window);
  if (asked.usage) await steps.allow('analytics_usage_list', window);
  const facts: SpendFact[] = [];
  let read = 0;
  const cells = ledger.cells(steps.owner, {
    ...range,
    width: bucket === 'hour' ? '1h' : '1d',
    dimensions: all.filter((name) => !isPart(name)).map((name) => REPORT_FIELD[name] as CellDimension),
    byType: dimensions.some(isPart) || asked.usage,
    ...(asOf === undefined ? {} : { asOf }),
  });
  for await (const cell of cells) {
    if ((read += 1) > MOST_CELLS) throw tooManyCells();
    const group = groupOf(cell, all);
    const fact = factOf(cell, group, asked);
    if (fact && sets.every(([name, wanted]) => wanted.has(group[name] ?? ''))) facts.push(fact);
  }
  return { facts, source: 'ledger', refreshedAt: coverage.refreshedAt };
}

/** A cell as a fact; undefined where it has nothing that is asked for. */
function factOf(cell: SpendCell, group: SpendFact['group'], asked: FactsAsked): SpendFact | undefined {
  const { amount, list_amount: listAmount, token_type: type, unit, quantity } = cell;
  const kind = TOKEN_TYPES.find((one) => one === type);
  const count = asked.usage && quantity !== null ? quantity : 0;
  const fact: Omit<SpendFact, 'at' | 'group'> = {
    ...(asked.cost && amount !== null ? { amount: cents(amount) } : {}),
    ...(asked.cost && listAmount !== null ? { listAmount: cents(listAmount) } : {}),
    ...(kind && unit === 'tokens' && count > 0 ? { tokens: { [kind]: count } } : {}),
    ...(asked.requests && unit === 'requests' && count > 0 ? { requests: count } : {}),
  };
  return Object.keys(fact).length === 0 ? undefined : { at: Date.parse(cell.starting_at), group, ...fact };
}

/** The values of dimensions of a cell, with the words in place of what it has none of. */
export function groupOf(
  cell: Pick<SpendCell, 'actor'>,
  dimensions: readonly SpendDimension[],
): SpendFact['group'] {
  const fields = cell as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    dimensions.map((name) => {
      const value = name === 'actor' ? actorOf(cell.actor) : fields[REPORT_FIELD[name]];
      return [name, typeof value === 'string' ? value : 'unattributed'];
    }),
  );
}

function actorOf(actor: CellActor | null): string | null {
  if (actor?.type !== 'federated_actor') return actor?.id ?? null;
  const { type = '' } = (actor.provider ?? {}) as { type?: string };
  return `${type}:${actor.id ?? ''}`;
}
