import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Creates the tables of who is signed in on the portal, and of who may sign in by a link. */
export async function sessions(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine);
  await db.schema
    .createTable('portal_sessions')
    .addColumn('hash', text, (column) => column.primaryKey())
    .addColumn('principal', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('idle_at', text, (column) => column.notNull())
    .addColumn('mac', text, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sign_in_codes')
    .addColumn('hash', text, (column) => column.primaryKey())
    .addColumn('principal', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('mac', text, (column) => column.notNull())
    .execute();
}
