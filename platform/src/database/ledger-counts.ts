import { sql, type Kysely } from 'kysely';
import type { Schema } from './schema.js';

/** Numbers about all ledgers. Times are epoch milliseconds of the database's clock. */
export interface LedgerCounts {
  readonly on: number;
  /** Those whose last sync has failed. */
  readonly failing: number;
  /** Versions of cells that were written and are of ledgers that are on. */
  readonly versions: number;
  /**
   * When the ledger whose last sync is the longest ago was synchronized, or made, of those whose connection can be used;
   * undefined without one.
   */
  readonly oldestSync: number | undefined;
  /** Those whose rows are still to be removed. */
  readonly gone: number;
}

/** Counts ledgers and their rows, without reading the rows. */
export async function ledgerCounts(db: Kysely<Schema>): Promise<LedgerCounts> {
  const rows = await db
    .selectFrom('ledger_syncs')
    .select((row) => [
      'state',
      row.fn.countAll<number | string>().as('count'),
      row.fn.count<number | string>('problem').as('failing'),
      row.fn.sum<number | string | null>('versions').as('versions'),
      sql<number | string | null>`min(case when problem like 'connection_%' then null
        else coalesce(synced_at, created_at) end)`.as('oldest'),
    ])
    .groupBy('state')
    .execute();
  const of = (state: string) => rows.find((row) => row.state === state);
  const on = of('on');
  return {
    on: Number(on?.count ?? 0),
    failing: Number(on?.failing ?? 0),
    versions: Number(on?.versions ?? 0),
    oldestSync: on?.oldest == null ? undefined : Number(on.oldest),
    gone: Number(of('gone')?.count ?? 0),
  };
}
