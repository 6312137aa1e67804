import type { Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/** Adds who has what is bounded for each subject: granted slots. */
export async function subjects(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text } = columnTypes(engine);
  await db.schema.alterTable('limiter_slots').addColumn('subject', text).execute();
}
