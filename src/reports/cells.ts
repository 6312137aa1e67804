import { ActionUnfit } from '../kit/catalog/index.js';
import { joinedCells, type CostRow, type UsageRow } from './cell-join.js';

/** A dimension that cells can be split by; a report counts at most five of them. */
export type CellDimension =
  | 'actor'
  | 'api_key_id'
  | 'context_window'
  | 'inference_geo'
  | 'model'
  | 'product'
  | 'service_tier'
  | 'speed'
  | 'workspace_id';

/** The dimensions of a cell by default: as many as a report counts. */
export const CELL_DIMENSIONS = ['workspace_id', 'api_key_id', 'actor', 'model', 'product'] as const;

/** Who usage is attributed to, without name and email address: these change, and are not part of a cell. */
export interface CellActor {
  readonly type: string;
  /** The id of the member, service account or API key; of a federated identity its subject, if it has one. */
  readonly id: string | null;
  /** Where a federated identity comes from, as the API returns it. */
  readonly provider?: object;
}

/** What a quantity counts. */
export type CellUnit = 'tokens' | 'searches' | 'requests';

/**
 * The cost and the quantity of one combination of dimensions in one hour or day (UTC). Costs of all cells add up to the
 * total; so do quantities of one unit.
 */
export interface SpendCell {
  /** Start of the hour or day, `2026-11-01T00:00:00Z`. */
  readonly starting_at: string;
  readonly ending_at: string;
  readonly workspace_id: string | null;
  readonly api_key_id: string | null;
  readonly actor: CellActor | null;
  readonly model: string | null;
  readonly product: string | null;
  /** Only where cells are split by it, in place of another dimension. */
  readonly service_tier?: string | null;
  /** Only where cells are split by it. */
  readonly inference_geo?: string | null;
  /** Only where cells are split by it. */
  readonly context_window?: string | null;
  /** Only where cells are split by it. */
  readonly speed?: string | null;
  /** `tokens`, `web_search`, `code_execution` or `session_usage`; null in a cell that counts requests. */
  readonly cost_type: string | null;
  /** The kind of tokens, such as `output_tokens`; null for other costs. */
  readonly token_type: string | null;
  /** Cents after discounts, as the API returns them; null for usage that the API reports no cost of. */
  readonly amount: string | null;
  /** Cents before discounts. */
  readonly list_amount: string | null;
  /** From the usage report; null for a cost that it counts nothing of. */
  readonly quantity: number | null;
  readonly unit: CellUnit | null;
  /** Only in cells of a ledger: the API has restated it after its month was closed. */
  readonly correction?: true;
}

/** Yields the rows of a report, page after page. */
export type ReportRows = (
  actionId: 'analytics_cost_list' | 'analytics_usage_list',
  input: Readonly<Record<string, unknown>>,
) => AsyncIterable<unknown>;

/** Which cells are read. Times are epoch milliseconds; the first and the last bucket are whole. */
export interface CellsAsked {
  readonly from: number;
  readonly until: number;
  readonly width: '1d' | '1h';
  /** At most five; `CELL_DIMENSIONS` by default. */
  readonly dimensions?: readonly CellDimension[];
  /** Filters of both reports, such as `workspace_ids`. */
  readonly filters?: Readonly<Record<string, unknown>>;
  /** The most rows of a report that one bucket may have. */
  readonly mostRows?: number;
}

const DAY_MS = 86_400_000;
const WIDTH_MS = { '1d': DAY_MS, '1h': DAY_MS / 24 } as const;
const PAGE_SIZE = 1_000;
/** The longest range of one request. */
const WINDOW_MS = 31 * DAY_MS;
const MOST_ROWS = 200_000;

/**
 * Reads the cells of a range, oldest first and in one order within a bucket. It holds one bucket in memory.
 *
 * @example
 * const rows = (id, input) => connector.rows(id, input, { tenantId: 't1' });
 * const november = { from: Date.UTC(2026, 10, 1), until: Date.UTC(2026, 11, 1), width: '1d' };
 * for await (const cell of spendCells(rows, november)) console.log(cell.model, cell.amount);
 *
 * @throws ActionUnfit where the reports are not in order, hold a combination twice, or have another currency.
 */
export async function* spendCells(
  rows: ReportRows,
  asked: CellsAsked,
): AsyncGenerator<SpendCell, void, undefined> {
  const { width, dimensions = CELL_DIMENSIONS, filters, mostRows = MOST_ROWS } = asked;
  const step = WIDTH_MS[width];
  const until = Math.ceil(asked.until / step) * step;
  for (let from = Math.floor(asked.from / step) * step; from < until; from += WINDOW_MS) {
    const window = {
      ...filters,
      starting_at: timeOf(from),
      ending_at: timeOf(Math.min(until, from + WINDOW_MS)),
      time_bucket_width: width,
      order_by: 'time',
      order: 'asc',
      limit: PAGE_SIZE,
    };
    const split = { ...window, group_by: [...dimensions, 'cost_type', 'token_type'] };
    const bounds = { from, until: Math.min(until, from + WINDOW_MS), step, most: mostRows };
    const costs = buckets<CostRow>(rows('analytics_cost_list', split), bounds);
    const usage = buckets<UsageRow>(
      rows('analytics_usage_list', { ...window, group_by: [...dimensions] }),
      bounds,
    );
    for await (const [at, costRows, usageRows] of inStep(costs, usage)) {
      const time = { starting_at: timeOf(at), ending_at: timeOf(at + step) };
      yield* joinedCells(time, dimensions, costRows, usageRows);
    }
  }
}

interface Bucket<Row> {
  readonly at: number;
  readonly rows: readonly Row[];
}

/** What the buckets of one request are, and how many rows each may have. */
interface Bounds {
  readonly from: number;
  readonly until: number;
  readonly step: number;
  readonly most: number;
}

/** Collects the rows of each bucket. */
async function* buckets<Row extends { readonly starting_at: string }>(
  rows: AsyncIterable<unknown>,
  { from, until, step, most }: Bounds,
): AsyncGenerator<Bucket<Row>, void, undefined> {
  let at = -Infinity;
  let bucket: Row[] = [];
  for await (const one of rows) {
    const row = one as Row;
    const start = Date.parse(String((row as Row | null)?.starting_at));
    if (!(start >= from && start < until && start % step === 0))
      throw new ActionUnfit('The report has other time buckets than the requested ones.');
    if (!(start >= at)) throw new ActionUnfit('The rows of the report are not in the order of time.');
    if (start > at) {
      if (bucket.length > 0) yield { at, rows: bucket };
      [at, bucket] = [start, []];
    }
    if (bucket.length >= most)
      throw new ActionUnfit(
        `One bucket of the report has more than ${most} rows; filter it, for example by workspace.`,
      );
    bucket.push(row);
  }
  if (bucket.length > 0) yield { at, rows: bucket };
}

/** Reads two reports at once, bucket by bucket; one of them may have no rows of a bucket. */
async function* inStep(
  costs: AsyncGenerator<Bucket<CostRow>, void, undefined>,
  usage: AsyncGenerator<Bucket<UsageRow>, void, undefined>,
): AsyncGenerator<readonly [number, readonly CostRow[], readonly UsageRow[]], void, undefined> {
  try {
    let [cost, used] = await Promise.all([nextOf(costs), nextOf(usage)]);
    while (cost || used) {
      const at = Math.min(cost?.at ?? Infinity, used?.at ?? Infinity);
      const [priced, counted] = [cost?.at === at, used?.at === at];
      yield [at, priced ? cost!.rows : [], counted ? used!.rows : []];
      [cost, used] = await Promise.all([priced ? nextOf(costs) : cost, counted ? nextOf(usage) : used]);
    }
  } finally {
    await Promise.allSettled([costs.return(undefined), usage.return(undefined)]);
  }
}

const nextOf = async <Row>(
  all: AsyncGenerator<Bucket<Row>, void, undefined>,
): Promise<Bucket<Row> | undefined> => {
  const next = await all.next();
  return next.done ? undefined : next.value;
};

/** RFC 3339, to the second. */
const timeOf = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
