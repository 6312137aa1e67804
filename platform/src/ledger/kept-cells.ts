import {
  MOST_CELLS,
  tooManyCells,
  type CellActor,
  type CellUnit,
  type LedgerAsked,
  type SpendCell,
} from 'anthropic-admin-connector';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/database.js';
import { amountOf, type AmountParts } from './amounts.js';
import { isCorrection } from './closed-month.js';
import { HOUR_MS } from './windows.js';
import type { Width } from './write-bucket.js';

/** The dimensions of the cells of a ledger. */
export const LEDGER_DIMENSIONS = ['workspace_id', 'api_key_id', 'actor', 'model', 'product'] as const;

type LedgerDimension = (typeof LEDGER_DIMENSIONS)[number];

/** The form of times in cells: RFC 3339, to the second. */
export const timeOf = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

/** Cells that are split by more than this are read a few buckets at a time: there are many. */
const FEW_DIMENSIONS = 2;
const BUCKETS = 24;

/**
 * The cells of a ledger, in the order of time, added up over the dimensions that are not asked for: the database does it, and exactly.
 * A cell of a closed month that has changed since has `correction`.
 * @param most - how many rows are taken from the database at once
 * @throws ActionRefusal for more
 */
export async function* keptCells(
  { db }: Pick<Database, 'db'>,
  ledger: number,
  { from, until, width, dimensions, byType, asOf }: LedgerAsked,
  most = MOST_CELLS,
): AsyncGenerator<SpendCell, void, undefined> {
  const hours = width === '1d' ? 24 : 1;
  const split = LEDGER_DIMENSIONS.filter((name) => dimensions.includes(name));
  const actors = split.includes('actor') ? await actorsOf(db, ledger) : NO_ACTORS;
  const step = split.length > FEW_DIMENSIONS ? BUCKETS * hours * HOUR_MS : until - from;
  for (let at = from; at < until; at += step) {
    const columns = [...split, ...(byType ? ['cost_type'] : []), 'token_type', 'unit'].map(
      (name) => sql`c.${sql.ref(name)}`,
    );
    const { rows } = await sql<CellRow>`
      select x.at, ${sql.join(columns)}, sum(x.cents) as cents, sum(x.micros) as micros, sum(x.picos) as picos,
        sum(coalesce(x.list_cents, x.cents)) as list_cents, sum(coalesce(x.list_micros, x.micros)) as list_micros,
        sum(coalesce(x.list_picos, x.picos)) as list_picos, sum(x.quantity) as quantity,
        max(case when x.restates = 1 then x.known_at end) as restated_at
      from ledger_cells x join ledger_combinations c on c.ledger = x.ledger and c.combination = x.combination
      where x.ledger = ${ledger} and x.width = ${hours} and x.at >= ${at} and x.at < ${Math.min(until, at + step)}
        and ${isKnown(asOf)} and (x.cents is not null or x.quantity is not null)
      group by x.at, ${sql.join(columns)}
      order by x.at, ${sql.join(columns)}
      limit ${sql.lit(most + 1)}`.execute(db);
    if (rows.length > most) throw tooManyCells();
    for (const row of rows) yield cellOf(row, hours, actors);
  }
}

/** The versions that are current, or were at a moment. */
const isKnown = (asOf: number | undefined): RawBuilder<unknown> =>
  asOf === undefined
    ? sql`x.replaced_at is null`
    : sql`x.known_at <= ${asOf} and (x.replaced_at is null or x.replaced_at > ${asOf})`;

interface CellRow extends Readonly<
  Partial<Record<Exclude<LedgerDimension, 'actor'> | 'cost_type', string | null>>
> {
  readonly at: number;
  readonly actor?: number | null;
  readonly token_type: string | null;
  readonly unit: CellUnit | null;
  readonly cents: number | null;
  readonly micros: number;
  readonly picos: number;
  readonly list_cents: number;
  readonly list_micros: number;
  readonly list_picos: number;
  readonly quantity: number | null;
  readonly restated_at: number | null;
}

function cellOf(row: CellRow, width: Width, actors: ReadonlyMap<number, CellActor>): SpendCell {
  const { at, actor, cents, micros, picos, list_cents, list_micros, list_picos, restated_at } = row;
  const { workspace_id = null, api_key_id = null, model = null, product = null, cost_type = null } = row;
  const { token_type, quantity, unit } = row;
  const list: AmountParts = { cents: list_cents, micros: list_micros, picos: list_picos };
  return {
    starting_at: timeOf(at),
    ending_at: timeOf(at + width * HOUR_MS),
    workspace_id,
    api_key_id,
    actor: actor === undefined || actor === null ? null : (actors.get(actor) ?? null),
    model,
    product,
    cost_type,
    token_type,
    amount: cents === null ? null : amountOf({ cents, micros, picos }),
    list_amount: cents === null ? null : amountOf(list),
    quantity,
    unit,
    ...(restated_at !== null && isCorrection(at, restated_at) ? { correction: true as const } : {}),
  };
}

const NO_ACTORS: ReadonlyMap<number, CellActor> = new Map();

async function actorsOf(db: Database['db'], ledger: number): Promise<ReadonlyMap<number, CellActor>> {
  const rows = await db
    .selectFrom('ledger_actors')
    .select(['actor', 'type', 'id', 'provider'])
    .where('ledger', '=', ledger)
    .execute();
  return new Map(rows.map(({ actor, ...row }) => [actor, actorOf(row)]));
}

/** An actor as cells have it. */
export const actorOf = ({
  type,
  id,
  provider,
}: {
  readonly type: string;
  readonly id: string | null;
  readonly provider: string | null;
}): CellActor => ({
  type,
  id,
  ...(provider === null ? {} : { provider: JSON.parse(provider) as object }),
});
