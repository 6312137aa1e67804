import { sql, type Kysely } from 'kysely';
import { columnTypes, type Engine } from '../engine.js';

/**
 * Creates the tables of the spend ledger: which connections are kept, how far each of them is, what its cells are about, and the
 * versions of the cells. Times are epoch milliseconds of the database's clock, because there are many rows.
 */
export async function ledger(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { text, integer } = columnTypes(engine);
  await db.schema
    .createTable('ledger_syncs')
    .addColumn('ledger', integer, (column) => column.primaryKey())
    .addColumn('tenant_id', text, (column) => column.notNull())
    .addColumn('connector', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('organization_id', text)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('run', text)
    .addColumn('moment', integer, (column) => column.notNull())
    .addColumn('versions', integer, (column) => column.notNull())
    .addColumn('next_at', integer, (column) => column.notNull())
    .addColumn('synced_at', integer)
    .addColumn('failures', integer, (column) => column.notNull())
    .addColumn('problem', text)
    .execute();
  // A connection that was removed may be saved again before the rows of the one before it are gone.
  await sql`create unique index ledger_syncs_connection on ledger_syncs (tenant_id, connector, name)
    where state <> 'gone'`.execute(db);
  await db.schema.createIndex('ledger_syncs_due').on('ledger_syncs').columns(['state', 'next_at']).execute();
  await db.schema
    .createTable('ledger_states')
    .addColumn('ledger', integer, (column) => column.notNull())
    .addColumn('known_at', integer, (column) => column.notNull())
    .addColumn('day_from', integer, (column) => column.notNull())
    .addColumn('day_until', integer, (column) => column.notNull())
    .addColumn('hour_from', integer, (column) => column.notNull())
    .addColumn('hour_until', integer, (column) => column.notNull())
    .addColumn('refreshed_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('ledger_states_pk', ['ledger', 'known_at'])
    .execute();
  await db.schema
    .createTable('ledger_actors')
    .addColumn('ledger', integer, (column) => column.notNull())
    .addColumn('actor', integer, (column) => column.notNull())
    .addColumn('digest', text, (column) => column.notNull())
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('id', text)
    .addColumn('provider', text)
    .addColumn('erased_at', integer)
    .addPrimaryKeyConstraint('ledger_actors_pk', ['ledger', 'actor'])
    .execute();
  await db.schema.createIndex('ledger_actors_id').on('ledger_actors').column('id').execute();
  await db.schema
    .createTable('ledger_combinations')
    .addColumn('ledger', integer, (column) => column.notNull())
    .addColumn('combination', integer, (column) => column.notNull())
    .addColumn('workspace_id', text)
    .addColumn('api_key_id', text)
    .addColumn('actor', integer)
    .addColumn('model', text)
    .addColumn('product', text)
    .addColumn('cost_type', text)
    .addColumn('token_type', text)
    .addColumn('unit', text)
    .addPrimaryKeyConstraint('ledger_combinations_pk', ['ledger', 'combination'])
    .modifyEnd(sql.raw(engine.clustered))
    .execute();
  const number = sql.raw(engine.columns.integer);
  await sql`create table ledger_cells (
      ledger ${number} not null, width ${number} not null, at ${number} not null, combination ${number} not null,
      known_at ${number} not null, replaced_at ${number}, restates ${number} not null,
      cents ${number}, micros ${number}, picos ${number},
      list_cents ${number}, list_micros ${number}, list_picos ${number}, quantity ${number},
      constraint ledger_cells_pk primary key (ledger, width, at, combination, known_at)
    ) ${sql.raw(engine.clustered)}`.execute(db);
  await sql`create index ledger_cells_restated on ledger_cells (ledger, known_at) where restates = 1`.execute(
    db,
  );
  for (const statement of engine.replacedOnce('ledger_cells', VALUES, 'replaced_at')) {
    await sql.raw(statement).execute(db);
  }
}

/** What no version ever changes. */
const VALUES = [
  ...['ledger', 'width', 'at', 'combination', 'known_at', 'restates'],
  ...['cents', 'micros', 'picos', 'list_cents', 'list_micros', 'list_picos', 'quantity'],
];
