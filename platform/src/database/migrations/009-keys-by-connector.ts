import { sql, type Kysely } from 'kysely';

/** Prefixes idempotency keys with their connector. All keys until now belong to the only connector that there was. */
export async function keysByConnector(db: Kysely<unknown>): Promise<void> {
  await sql`update idempotency_keys set key = ${'anthropic:'} || key`.execute(db);
}
