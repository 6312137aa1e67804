import { Migrator, type Kysely } from 'kysely';
import { SettingsError } from '../config/settings-error.js';
import type { Engine } from './engine.js';
import { migrationsOf } from './migrations/index.js';
import type { Schema } from './schema.js';

/**
 * Brings the tables up to date. Several processes may do so at once: one works, the others wait and find it done.
 * @throws Error where a step fails, which is then undone; SettingsError where a later version has been here.
 */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  const migrations = migrationsOf(engine);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw error instanceof Error && error.message.startsWith('corrupted migrations') ? laterVersion() : error;
}

const laterVersion = (): SettingsError =>
  new SettingsError(
    'The tables of the database are not those of this version: a later one has changed them. Start that version, or restore a backup.',
  );
