import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.js';

/**
 * Removes keys whose time was up at `now` (RFC 3339), no more than `limit` at once, so that nobody waits for long.
 * @returns how many there were.
 */
export async function forgetExpired(db: Kysely<Schema>, now: string, limit: number): Promise<number> {
  const old = await db
    .selectFrom('idempotency_keys')
    .select(['tenant_id', 'key', 'expires_at'])
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  if (old.length === 0) return 0;
  const { numDeletedRows } = await db
    .deleteFrom('idempotency_keys')
    .where('expires_at', '<=', now)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple('tenant_id', 'key'),
        'in',
        old.map(({ tenant_id, key }) => tuple(tenant_id, key)),
      ),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
