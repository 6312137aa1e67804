import type { SpendCell } from 'anthropic-admin-connector';
import type { Transaction } from 'kysely';
import type { Database } from '../database/database.js';
import type { LedgerCellsTable, Schema } from '../database/schema.js';
import { partsOf } from './amounts.js';
import type { Dictionary } from './dictionary.js';
import { nextMoment } from './ledger-store.js';

/** Hours of a bucket. */
export type Width = 1 | 24;

/** The cells of one hour or day, as the API has them now. */
export interface Bucket {
  readonly ledger: number;
  /** The sync that writes. */
  readonly run: string;
  readonly width: Width;
  /** Start, epoch milliseconds. */
  readonly at: number;
  readonly cells: readonly SpendCell[];
  /** Whether the ledger knew it completely before, so a difference is a restatement. */
  readonly isKnown: boolean;
}

type Values = Pick<
  LedgerCellsTable,
  'cents' | 'micros' | 'picos' | 'list_cents' | 'list_micros' | 'list_picos' | 'quantity'
>;

const CHUNK = 50;
const NUMBERS = 500;

/**
 * Writes what differs from the versions that are known, all of it or nothing. Writing the same again changes nothing, so a sync that was
 * killed begins its window again.
 * @returns how many versions were written
 * @throws SyncEnded, InexactAmount, TooManyCombinations, and what the database throws.
 */
export async function writeBucket(
  database: Pick<Database, 'db' | 'engine'>,
  dictionary: Dictionary,
  bucket: Bucket,
): Promise<number> {
  const { ledger, width, at, isKnown } = bucket;
  const now = new Map(bucket.cells.map((cell) => [dictionary.numberOf(cell), valuesOf(cell)]));
  return database.db.transaction().execute(async (transaction) => {
    // The lock of the ledger comes first, so what is read is what no other process changes.
    const moment = await nextMoment(transaction, database, ledger, bucket.run, 0);
    const before = await currentOf(transaction, bucket);
    const changed = [...now].filter(([number, values]) => !isSame(before.get(number) ?? NOTHING, values));
    const gone = [...before].filter(([number, values]) => !now.has(number) && !isSame(values, NOTHING));
    const versions = [...changed, ...gone.map(([number]) => [number, NOTHING] as const)];
    if (versions.length === 0) return 0;

    await dictionary.save(transaction);
    const replaced = versions.map(([number]) => number).filter((number) => before.has(number));
    for (let from = 0; from < replaced.length; from += NUMBERS) {
      await transaction
        .updateTable('ledger_cells')
        .set({ replaced_at: moment })
        .where('ledger', '=', ledger)
        .where('width', '=', width)
        .where('at', '=', at)
        .where('combination', 'in', replaced.slice(from, from + NUMBERS))
        .where('replaced_at', 'is', null)
        .execute();
    }
    const restates = isKnown ? 1 : 0;
    const rows = versions.map(([combination, values]) => ({
      ...{ ledger, width, at, combination, known_at: moment, replaced_at: null, restates },
      ...values,
    }));
    // Chunks of one size, and single rows: each is one statement that stays prepared.
    const whole = rows.length - (rows.length % CHUNK);
    for (let from = 0; from < whole; from += CHUNK)
      await transaction
        .insertInto('ledger_cells')
        .values(rows.slice(from, from + CHUNK))
        .execute();
    for (const row of rows.slice(whole)) await transaction.insertInto('ledger_cells').values(row).execute();
    await nextMoment(transaction, database, ledger, bucket.run, rows.length);
    return rows.length;
  });
}

async function currentOf(
  transaction: Transaction<Schema>,
  { ledger, width, at }: Bucket,
): Promise<Map<number, Values>> {
  const rows = await transaction
    .selectFrom('ledger_cells')
    .select([
      'combination',
      'cents',
      'micros',
      'picos',
      'list_cents',
      'list_micros',
      'list_picos',
      'quantity',
    ])
    .where('ledger', '=', ledger)
    .where('width', '=', width)
    .where('at', '=', at)
    .where('replaced_at', 'is', null)
    .execute();
  return new Map(rows.map(({ combination, ...values }) => [combination, values]));
}

const NOTHING: Values = {
  ...{ cents: null, micros: null, picos: null },
  ...{ list_cents: null, list_micros: null, list_picos: null, quantity: null },
};

function valuesOf({ amount, list_amount, quantity }: SpendCell): Values {
  const parts = amount === null ? NOTHING : partsOf(amount);
  const list = list_amount === null || list_amount === amount ? undefined : partsOf(list_amount);
  return {
    cents: parts.cents,
    micros: parts.micros,
    picos: parts.picos,
    list_cents: list?.cents ?? null,
    list_micros: list?.micros ?? null,
    list_picos: list?.picos ?? null,
    quantity,
  };
}

const isSame = (one: Values, other: Values): boolean =>
  (Object.keys(NOTHING) as (keyof Values)[]).every((field) => one[field] === other[field]);
