import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, Migrator, sql } from 'kysely';
import {
  DATABASE_FILE,
  openDatabase,
  type Database,
  type DatabaseLocation,
} from '../../../platform/src/database/database.js';
import { ENGINES as ALL, type Engine } from '../../../platform/src/database/engine.js';
import { libsqlEngine } from '../../../platform/src/database/libsql/libsql-engine.js';
import { migrationsOf } from '../../../platform/src/database/migrations/migrate.js';
import { postgresEngine, postgresPool } from '../../../platform/src/database/postgres/postgres-engine.js';
import type { Schema } from '../../../platform/src/database/schema.js';
import { afterTest } from '../../support/cleanup.js';
import { emptyDatabase } from './postgres/empty-database.js';

/** The databases that the tests run on: the quick ones leave out the one that has to be started. */
export const ENGINES = ALL.filter((name) => name === 'libsql' || process.env['TEST_QUICK'] === undefined);

/** A database of one test. */
export interface TestDatabase extends Database {
  readonly location: DatabaseLocation;
  /** Opens it once more, as another process would. */
  again(): Promise<Database>;
  /** Everything that somebody who has stolen it can read. */
  stolen(): Promise<Buffer>;
}

/** An empty database with its tables, closed and removed after the test. */
export async function testDatabase(engine: Engine['name']): Promise<TestDatabase> {
  const location = await testLocation(engine);
  const again = async (): Promise<Database> => {
    const database = await openDatabase(location);
    afterTest(() => database.close());
    return database;
  };
  const database = await again();
  const stolen = (): Promise<Buffer> => (engine === 'libsql' ? filesIn(location.dataDir) : rowsOf(database));
  return { ...database, location, again, stolen };
}

/** Where an empty database may be made. */
export async function testLocation(engine: Engine['name']): Promise<DatabaseLocation> {
  const dataDir = await mkdtemp(join(tmpdir(), 'anthropic-admin-database-'));
  afterTest(() => rm(dataDir, { recursive: true, force: true }));
  return engine === 'libsql' ? { dataDir } : { dataDir, databaseUrl: await emptyDatabase() };
}

/**
 * A database whose tables end with a migration, and which holds the rows of another one as far as it has columns for them.
 * @param tables - those whose rows are taken over.
 */
export async function earlierDatabase(
  last: string,
  from: Database,
  tables: readonly (keyof Schema)[],
): Promise<DatabaseLocation> {
  const location = await testLocation(from.engine.name);
  const { dataDir, databaseUrl } = location;
  const engine =
    databaseUrl === undefined
      ? libsqlEngine(join(dataDir, DATABASE_FILE))
      : postgresEngine(postgresPool(databaseUrl.href));
  const db = new Kysely<Schema>({ dialect: engine.dialect });
  try {
    const provider = { getMigrations: async () => migrationsOf(engine) };
    const { error } = await new Migrator({ db, provider }).migrateTo(last);
    if (error !== undefined) throw error as Error;
    const there = await db.introspection.getTables();
    for (const table of tables) {
      const columns = there.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
      const rows =
        await sql<object>`select ${sql.join(columns.map((name) => sql.ref(name)))} from ${sql.table(table)}`.execute(
          from.db,
        );
      await db
        .insertInto(table)
        .values(rows.rows as never)
        .execute();
    }
  } finally {
    await db.destroy();
  }
  return location;
}

/** What somebody reads who has the data folder and can read the database. */
export async function stolenFrom({ dataDir }: DatabaseLocation, database: Database): Promise<Buffer> {
  return Buffer.concat([await filesIn(dataDir), await rowsOf(database)]);
}

async function filesIn(folder: string): Promise<Buffer> {
  const names = await readdir(folder);
  return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
}

/** Every column of every table, bytes as they are and not as text. */
async function rowsOf({ db }: Database): Promise<Buffer> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const parts: Buffer[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db);
    for (const value of rows.flatMap((row) => Object.values(row))) {
      parts.push(value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)));
    }
  }
  return Buffer.concat(parts);
}
