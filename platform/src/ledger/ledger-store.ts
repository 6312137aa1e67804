import type { ConnectionRef } from 'anthropic-admin-connector';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Database } from '../database/database.js';
import { databaseTime } from '../database/database-clock.js';
import type { LedgerStatesTable, LedgerSyncsTable, Schema } from '../database/schema.js';

/** A ledger, as its sync and its readers know it. */
export type LedgerRow = Readonly<LedgerSyncsTable>;

/** What a ledger knows completely: the ranges of its daily and hourly cells, epoch milliseconds, half-open. */
export type Coverage = Omit<Readonly<LedgerStatesTable>, 'ledger' | 'known_at'>;

/** The sync may write no longer: its ledger was switched off or removed, or another process has taken it over. */
export class SyncEnded extends Error {
  override readonly name = 'SyncEnded';

  constructor() {
    super('The ledger was switched off, or another process goes on with it.');
  }
}

/** The ledgers of connections: which there are, how far they are, and when each is due. */
export class LedgerStore {
  constructor(private readonly database: Pick<Database, 'db' | 'engine'>) {}

  /** The ledger of a connection, also one that is switched off; undefined where there is none. */
  find(ref: ConnectionRef): Promise<LedgerRow | undefined> {
    return selected(this.database.db, ref).executeTakeFirst();
  }

  /** Switches the ledger of a connection on. @returns false where it is on already. */
  async switchOn(ref: ConnectionRef): Promise<boolean> {
    const now = await this.now();
    return this.database.db.transaction().execute(async (transaction) => {
      await this.#alone(transaction);
      const known = await selected(transaction, ref).executeTakeFirst();
      if (known?.state === 'on') return false;
      if (known) await transaction.deleteFrom('ledger_syncs').where('ledger', '=', known.ledger).execute();
      await insert(transaction, ref, 'on', now);
      return true;
    });
  }

  /** Switches it off; its rows are removed soon after. @returns false where it is off already. */
  async switchOff(ref: ConnectionRef): Promise<boolean> {
    const now = await this.now();
    return this.database.db.transaction().execute(async (transaction) => {
      await this.#alone(transaction);
      const known = await selected(transaction, ref).executeTakeFirst();
      if (known?.state === 'off') return false;
      if (known) await end(transaction, known.ledger);
      await insert(transaction, ref, 'off', now);
      return known !== undefined;
    });
  }

  /** Begins the ledger of a connection again, which is of another organization now. */
  async startAgain({ ledger, tenant_id: tenantId, connector, name }: LedgerRow): Promise<void> {
    const now = await this.now();
    await this.database.db.transaction().execute(async (transaction) => {
      await this.#alone(transaction);
      if (await end(transaction, ledger)) await insert(transaction, { tenantId, connector, name }, 'on', now);
    });
  }

  /** Ends a ledger whose connection has gone. */
  async remove({ ledger }: LedgerRow): Promise<void> {
    await end(this.database.db, ledger);
  }

  /** The ledgers that are due, the one that has waited longest first. */
  async due(connectors: readonly string[], limit: number): Promise<LedgerRow[]> {
    const { db, engine } = this.database;
    return db
      .selectFrom('ledger_syncs')
      .selectAll()
      .where('state', '=', 'on')
      .where('connector', 'in', connectors)
      .where('next_at', '<=', engine.clock)
      .orderBy('next_at')
      .orderBy('ledger')
      .limit(limit)
      .execute();
  }

  /** Active connections for which it was never decided whether there is a ledger. */
  async undecided(connectors: readonly string[], limit: number): Promise<ConnectionRef[]> {
    const rows = await this.database.db
      .selectFrom('connections')
      .leftJoin('ledger_syncs as sync', (join) =>
        join
          .onRef('sync.tenant_id', '=', 'connections.tenant_id')
          .onRef('sync.connector', '=', 'connections.connector')
          .onRef('sync.name', '=', 'connections.name')
          .on('sync.state', '<>', 'gone'),
      )
      .select(['connections.tenant_id', 'connections.connector', 'connections.name'])
      .where('connections.connector', 'in', connectors)
      .where('connections.state', '=', 'active')
      .where('connections.key_id', 'is not', null)
      .where('sync.ledger', 'is', null)
      .limit(limit)
      .execute();
    return rows.map(({ tenant_id: tenantId, connector, name }) => ({ tenantId, connector, name }));
  }

  /** Begins a sync, which ends any other one of this ledger. @throws SyncEnded */
  async begin({ ledger }: LedgerRow, run: string, organizationId: string): Promise<void> {
    const { numUpdatedRows } = await this.database.db
      .updateTable('ledger_syncs')
      .set({ run, organization_id: organizationId })
      .where('ledger', '=', ledger)
      .where('state', '=', 'on')
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new SyncEnded();
  }

  /** Whether a sync may go on. */
  async isCurrent(ledger: number, run: string): Promise<boolean> {
    const row = await this.database.db
      .selectFrom('ledger_syncs')
      .select('ledger')
      .where('ledger', '=', ledger)
      .where('run', '=', run)
      .where('state', '=', 'on')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Ends a sync, and sets when the next one begins. */
  async finish(ledger: number, run: string, end: SyncEnd): Promise<void> {
    const now = await this.now();
    const { problem } = end;
    await this.database.db
      .updateTable('ledger_syncs')
      .set((row) => ({
        next_at: now + end.afterMs,
        problem: problem ?? null,
        failures: problem === undefined ? 0 : row('failures', '+', 1),
        ...(end.isDone ? { synced_at: now } : {}),
      }))
      .where('ledger', '=', ledger)
      .where('run', '=', run)
      .execute();
  }

  /** What a ledger knows completely, or knew at a moment. */
  async coverage(ledger: number, asOf?: number): Promise<(Coverage & { known_at: number }) | undefined> {
    return this.database.db
      .selectFrom('ledger_states')
      .select(['known_at', 'day_from', 'day_until', 'hour_from', 'hour_until', 'refreshed_at'])
      .where('ledger', '=', ledger)
      .$if(asOf !== undefined, (query) => query.where('known_at', '<=', asOf ?? 0))
      .orderBy('known_at', 'desc')
      .limit(1)
      .executeTakeFirst();
  }

  /** Records what a ledger knows completely. @throws SyncEnded */
  async cover(ledger: number, run: string, coverage: Coverage): Promise<void> {
    await this.database.db.transaction().execute(async (transaction) => {
      const known_at = await nextMoment(transaction, this.database, ledger, run, 0);
      await transaction
        .insertInto('ledger_states')
        .values({ ...coverage, ledger, known_at })
        .execute();
    });
  }

  /** Ledgers are numbered one after the other, and a connection has one: transactions that add one wait for each other. */
  async #alone(transaction: Transaction<Schema>): Promise<void> {
    if (this.database.engine.locksRows)
      await sql`lock table ledger_syncs in share row exclusive mode`.execute(transaction);
  }

  /** The time of the database, epoch milliseconds. */
  now(): Promise<number> {
    return databaseTime(this.database.db, this.database.engine);
  }
}

/** How a sync has ended. */
export interface SyncEnd {
  /** When the next one begins. */
  readonly afterMs: number;
  /** Whether all that was due was read. */
  readonly isDone: boolean;
  /** The code of what has ended it. */
  readonly problem?: string | undefined;
}

/**
 * The moment of what a transaction writes: later than every one before, whatever the clock of the database does. It locks the ledger
 * until the transaction ends.
 * @param versions - how many versions of cells are written
 * @throws SyncEnded
 */
export async function nextMoment(
  transaction: Transaction<Schema>,
  { engine }: Pick<Database, 'engine'>,
  ledger: number,
  run: string,
  versions: number,
): Promise<number> {
  const row = await transaction
    .updateTable('ledger_syncs')
    .set((sync) => ({
      moment: sql<number>`case when ${engine.clock} > moment then ${engine.clock} else moment + 1 end`,
      versions: sync('versions', '+', versions),
    }))
    .where('ledger', '=', ledger)
    .where('run', '=', run)
    .where('state', '=', 'on')
    .returning('moment')
    .executeTakeFirst();
  if (!row) throw new SyncEnded();
  return row.moment;
}

const selected = (db: Kysely<Schema>, { tenantId, connector, name }: ConnectionRef) =>
  db
    .selectFrom('ledger_syncs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('connector', '=', connector)
    .where('name', '=', name)
    .where('state', '<>', 'gone');

async function end(db: Kysely<Schema>, ledger: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('ledger_syncs')
    .set({ state: 'gone', run: null })
    .where('ledger', '=', ledger)
    .where('state', '<>', 'gone')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The number of a ledger is given again only once nothing is left of the one that had it. */
async function insert(
  db: Kysely<Schema>,
  { tenantId, connector, name }: ConnectionRef,
  state: 'on' | 'off',
  now: number,
): Promise<void> {
  const { last } = await db
    .selectFrom('ledger_syncs')
    .select((row) => row.fn.coalesce(row.fn.max('ledger'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow();
  await db
    .insertInto('ledger_syncs')
    .values({
      ledger: last + 1,
      tenant_id: tenantId,
      connector,
      name,
      state,
      organization_id: null,
      created_at: now,
      run: null,
      moment: now,
      versions: 0,
      next_at: now,
      synced_at: null,
      failures: 0,
      problem: null,
    })
    .execute();
}
