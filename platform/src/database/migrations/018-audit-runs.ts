import { sql, type Kysely } from 'kysely';
import type { Engine } from '../engine.js';

/**
 * Adds what an entry of the audit is where it is not an actual run: a dry run, or the repeat of an earlier outcome. The database
 * derives it from the details, which the hash covers: earlier entries have it too, and it cannot be set on its own.
 */
export async function auditRuns(db: Kysely<unknown>, engine: Engine): Promise<void> {
  for (const statement of engine.auditRun()) await sql.raw(statement).execute(db);
  await sql`create index audit_entries_run on audit_entries (tenant_id, run, seq) where run is not null`.execute(
    db,
  );
}
