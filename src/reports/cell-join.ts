import { ActionUnfit, cents } from '../kit/catalog/index.js';
import type { CellActor, CellDimension, CellUnit, SpendCell } from './cells.js';

/** A row of the cost report, as far as cells need it. */
export interface CostRow {
  readonly starting_at: string;
  readonly group: Readonly<Record<string, unknown>>;
  readonly cost: { readonly amount: string; readonly list_amount: string; readonly currency: string };
}

/** A row of the usage report, as far as cells need it. */
export interface UsageRow {
  readonly starting_at: string;
  readonly group: Readonly<Record<string, unknown>>;
  readonly usage: {
    readonly uncached_input_tokens: number;
    readonly cache_read_input_tokens: number;
    readonly cache_creation: {
      readonly ephemeral_1h_input_tokens: number;
      readonly ephemeral_5m_input_tokens: number;
    };
    readonly output_tokens: number;
    readonly requests: number | null;
    readonly server_tool_use: { readonly web_search_requests: number };
  };
}

/** What costs other than tokens may lack. */
const OF_TOKENS: ReadonlySet<string> = new Set([
  'model',
  'context_window',
  'inference_geo',
  'service_tier',
  'speed',
]);

type Time = Pick<SpendCell, 'starting_at' | 'ending_at'>;
type Mutable = { -readonly [Field in keyof SpendCell]: SpendCell[Field] };
/** Cost type, token type and unit of a cell. */
type Part = readonly [costType: string | null, tokenType: string | null, unit: CellUnit | null];

const SEARCHES: Part = ['web_search', null, 'searches'];
const REQUESTS: Part = [null, null, 'requests'];

/** The tokens of a usage row by kind, as the cost report names them. */
const tokensOf = ({ usage }: UsageRow): readonly (readonly [string, number])[] => [
  ['uncached_input_tokens', usage.uncached_input_tokens],
  ['cache_read_input_tokens', usage.cache_read_input_tokens],
  ['cache_creation.ephemeral_5m_input_tokens', usage.cache_creation.ephemeral_5m_input_tokens],
  ['cache_creation.ephemeral_1h_input_tokens', usage.cache_creation.ephemeral_1h_input_tokens],
  ['output_tokens', usage.output_tokens],
];

const unitOf = (costType: unknown): CellUnit | null =>
  costType === 'tokens' ? 'tokens' : costType === 'web_search' ? 'searches' : null;

/**
 * The cells of one bucket, in one order: each cost with what the usage report counts of it, usage without a cost, and requests.
 * @throws ActionUnfit for a combination that a report holds twice, for amounts that are not in US dollars, and for rows that have not
 * the documented form.
 */
export function joinedCells(...rows: Parameters<typeof joined>): SpendCell[] {
  try {
    return joined(...rows);
  } catch (error) {
    if (error instanceof ActionUnfit) throw error;
    throw new ActionUnfit('A row of the report has not the documented form.');
  }
}

function joined(
  time: Time,
  dimensions: readonly CellDimension[],
  costs: readonly CostRow[],
  usage: readonly UsageRow[],
): SpendCell[] {
  const cells = new Map<string, Mutable>();
  const cellAt = (group: Group, part: Part): Mutable => {
    const key = JSON.stringify([...dimensions.map((name) => group[name] ?? null), ...part]);
    const known = cells.get(key);
    if (known) return known;
    const cell = emptyCell(time, group, part);
    cells.set(key, cell);
    return cell;
  };
  for (const { group: raw, cost } of costs) {
    if (cost.currency !== 'USD')
      throw new ActionUnfit(`A cost is in ${JSON.stringify(cost.currency)}, not in USD.`);
    const [cost_type, token_type] = [textIn(raw['cost_type']), textIn(raw['token_type'])];
    const cell = cellAt(groupOf(raw, dimensions), [cost_type, token_type, unitOf(cost_type)]);
    if (cell.amount !== null) throw repeated('cost');
    [cell.amount, cell.list_amount] = [decimalIn(cost.amount), decimalIn(cost.list_amount)];
  }
  const seen = new Set<string>();
  for (const row of usage) {
    const group = groupOf(row.group, dimensions);
    const key = JSON.stringify(group);
    if (seen.has(key)) throw repeated('usage');
    seen.add(key);
    for (const [type, tokens] of tokensOf(row)) add(cellAt, group, ['tokens', type, 'tokens'], tokens);
    add(
      cellAt,
      searchGroup(cells, dimensions, group),
      SEARCHES,
      row.usage.server_tool_use.web_search_requests,
    );
    add(cellAt, group, REQUESTS, row.usage.requests ?? 0);
  }
  return [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

/** An amount as the API returns it. @throws RangeError */
function decimalIn(amount: unknown): string {
  if (typeof amount !== 'string') throw new RangeError('not an amount');
  cents(amount);
  return amount;
}

/** A value of a dimension. @throws RangeError */
function textIn(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') throw new RangeError('not a text');
  return value;
}

type Group = Readonly<Partial<Record<CellDimension, string | CellActor | null>>>;

function add(
  cellAt: (group: Group, part: Part) => Mutable,
  group: Group,
  part: Part,
  quantity: number,
): void {
  if (!Number.isSafeInteger(quantity)) throw new RangeError('not a count');
  if (quantity === 0) return;
  const cell = cellAt(group, part);
  cell.quantity = (cell.quantity ?? 0) + quantity;
}

/** The group that the cost of searches is reported under: with the model or, as other costs than tokens, without. */
function searchGroup(
  cells: ReadonlyMap<string, SpendCell>,
  dimensions: readonly CellDimension[],
  group: Group,
): Group {
  const without = Object.fromEntries(
    dimensions.map((name) => [name, OF_TOKENS.has(name) ? null : group[name]]),
  ) as Group;
  const has = (one: Group): boolean =>
    cells.has(JSON.stringify([...dimensions.map((name) => one[name] ?? null), ...SEARCHES]));
  return !has(group) && has(without) ? without : group;
}

const groupOf = (raw: Readonly<Record<string, unknown>>, dimensions: readonly CellDimension[]): Group =>
  Object.fromEntries(
    dimensions.map((name) => [name, name === 'actor' ? actorOf(raw['actor']) : textIn(raw[name])]),
  );

function actorOf(raw: unknown): CellActor | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const actor = raw as Readonly<Record<string, string | null | undefined>>;
  const { user_id, service_account_id, api_key_id, subject } = actor;
  const id = textIn(user_id ?? service_account_id ?? api_key_id ?? subject);
  const { provider } = raw as { provider?: object };
  return { type: String(actor.type), id, ...(provider === undefined ? {} : { provider }) };
}

function emptyCell(time: Time, group: Group, [cost_type, token_type, unit]: Part): Mutable {
  const none = { workspace_id: null, api_key_id: null, actor: null, model: null, product: null };
  const amounts = { amount: null, list_amount: null, quantity: null };
  return { ...time, ...none, ...group, cost_type, token_type, ...amounts, unit } as Mutable;
}

const repeated = (report: string): ActionUnfit =>
  new ActionUnfit(`The ${report} report holds one combination of its dimensions twice.`);
