import { createSecretKey } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../../platform/src/database/database.js';
import { AuditChain } from '../../../platform/src/audit/audit-chain.js';
import { HeadSeal, type AuditFacts } from '../../../platform/src/audit/entry.js';

/** The seal of the tests. */
export const SEAL = new HeadSeal(createSecretKey(Buffer.alloc(32, 7)));

/** When everything happens. */
export const AT = '2026-11-01T00:00:00.000Z';

/** A chain over a database. */
export const chainOf = (database: Database, seal = SEAL): AuditChain =>
  new AuditChain(database, seal, () => Date.parse(AT));

/** Something that happened to the tenant acme, with what is given in place of the usual. */
export const facts = (changes: Partial<AuditFacts> = {}): AuditFacts => ({
  tenantId: 'acme',
  kind: 'invocation',
  action: 'users_list',
  actorId: 'ada',
  actorType: 'user',
  connection: 'default',
  code: 'ok',
  requestId: 'r1',
  upstreamRequestId: 'req_1',
  durationMs: 12,
  details: { attempts: 1, input: {} },
  ...changes,
});

/** Takes the triggers away, as somebody may who owns the database. */
export async function disarm(
  { db, engine }: Database,
  tables = ['audit_entries', 'audit_heads'],
): Promise<void> {
  if (engine.name === 'postgres') {
    for (const table of tables) await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);
    return;
  }
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
}
