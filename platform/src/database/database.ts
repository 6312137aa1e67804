import { Kysely } from 'kysely';
import type { Engine } from './engine.js';
import { migrate } from './migrations/migrate.js';
import type { Schema } from './schema.js';

/** An open database with its tables up to date; also the token that Nest injects it by. */
export abstract class Database {
  abstract readonly db: Kysely<Schema>;
  abstract readonly engine: Engine;
  /** Closes it once the statements in flight have ended; closing it twice is harmless. */
  abstract readonly close: () => Promise<void>;
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
