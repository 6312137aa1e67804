import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema.js';

/** Whose ids are erased: those of all members in the ledgers of a tenant, or the one that is given. */
export type ErasedActors = 'all' | { readonly text: string };

const MEMBER = 'user_actor';

const matching = (tenantId: string, whom: ErasedActors) => sql<boolean>`erased_at is null and ledger in (
    select ledger from ledger_syncs where tenant_id = ${tenantId}) and ${
      whom === 'all' ? sql`type = ${MEMBER}` : sql`id = ${whom.text}`
    }`;

/** How many actors of a tenant's ledgers would be erased. */
export async function countActors(db: Kysely<Schema>, tenantId: string, whom: ErasedActors): Promise<number> {
  const { count } = await db
    .selectFrom('ledger_actors')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where(matching(tenantId, whom))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Erases who actors are. Their spend stays, of somebody unknown, and a sync that meets them again adds to it: they are recognized by
 * an HMAC alone.
 * @param now - epoch milliseconds
 * @returns how many were erased
 */
export async function eraseActors(
  db: Kysely<Schema>,
  tenantId: string,
  whom: ErasedActors,
  now: number,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('ledger_actors')
    .set({ id: null, provider: null, erased_at: now })
    .where(matching(tenantId, whom))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
