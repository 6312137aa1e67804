import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import { moment, type AuditEntriesTable, type Schema } from '../database/schema.js';
import { entryOf, type ChainedEntry } from './entry.js';

/** No call takes longer, so a write without an outcome after it has none. */
export const LONGEST_CALL_MS = 65 * 60 * 1000;

/** How far back writes in doubt are counted while the platform runs. */
export const COUNTED_MS = 7 * 24 * 3_600_000;

/** Selects writes in doubt. */
export interface InDoubtFilter {
  readonly tenantId?: string | undefined;
  /** RFC 3339 in UTC, inclusive. */
  readonly from?: string | undefined;
  /** RFC 3339 in UTC, exclusive. */
  readonly until: string;
}

/** Writes whose intent has no outcome: the process ended, or the outcome could not be written. The oldest first. */
export async function listInDoubt(
  db: Kysely<Schema>,
  filter: InDoubtFilter,
  limit: number,
): Promise<ChainedEntry[]> {
  const rows = await matching(db, filter)
    .selectAll('intent')
    .orderBy('intent.at')
    .orderBy('intent.tenant_id')
    .orderBy('intent.seq')
    .limit(limit)
    .execute();
  return rows.map((row) => entryOf(row));
}

/**
 * How many writes of the last week are in doubt.
 * @param now - epoch milliseconds
 */
export async function countInDoubt(db: Kysely<Schema>, now: number): Promise<number> {
  const filter = { from: moment(now, -COUNTED_MS), until: moment(now, -LONGEST_CALL_MS) };
  const { count } = await matching(db, filter)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

type Matching = SelectQueryBuilder<Schema & { intent: AuditEntriesTable }, 'intent', object>;

const matching = (db: Kysely<Schema>, { tenantId, from, until }: InDoubtFilter): Matching =>
  db
    .selectFrom('audit_entries as intent')
    // The words of the index, which holds intents alone.
    .where(sql<boolean>`intent.intent = intent.seq`)
    .where('intent.at', '<', until)
    .$if(from !== undefined, (query) => query.where('intent.at', '>=', from ?? ''))
    .$if(tenantId !== undefined, (query) => query.where('intent.tenant_id', '=', tenantId ?? ''))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('audit_entries as outcome')
            .select('outcome.seq')
            .whereRef('outcome.tenant_id', '=', 'intent.tenant_id')
            .whereRef('outcome.intent', '=', 'intent.seq')
            .whereRef('outcome.seq', '>', 'intent.seq'),
        ),
      ),
    );
