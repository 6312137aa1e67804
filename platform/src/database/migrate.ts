import { Migrator, type Kysely } from 'kysely';
import type { Engine } from './engine.js';
import { migrationsOf } from './migrations/index.js';
import type { Schema } from './schema.js';

/**
 * Brings the tables up to date. Several processes may do so at once: one works, the others wait and find it done.
 * @throws Error where a step fails, which is then undone, or where a later version has been here.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const migrations = migrationsOf(engine);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
