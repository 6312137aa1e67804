import { Kysely } from 'kysely';
import type { Engine } from './engine.js';
import { migrate } from './migrate.js';
import type { Schema } from './schema.js';

/** An open database, with its tables up to date. */
export interface Database {
  readonly db: Kysely<Schema>;
  readonly engine: Engine;
  /** Closes it once what is in flight has ended; twice is as good as once. */
  close(): Promise<void>;
}

/**
 * Opens the database of an engine and, unless something else is to be done first, brings its tables up to date.
 * @throws Error where either fails; nothing stays open then.
 */
export async function openWith(engine: Engine, prepare = migrate): Promise<Database> {
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  try {
    await prepare(db, engine);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const end = async (): Promise<void> => {
    await engine.purge(db).finally(() => db.destroy());
  };
  let ending: Promise<void> | undefined;
  return { db, engine, close: () => (ending ??= end()) };
}
