import { Gauge, type Registry } from 'prom-client';
import { sql } from 'kysely';
import type { Database } from '../database/database.js';
import type { PoolState } from '../database/engine.js';
import { migrationState } from '../database/migrations/migrate.js';
import { databaseTime } from '../database/database-clock.js';
import { ledgerCounts } from '../database/ledger-counts.js';
import { moment } from '../database/schema.js';

/** The states in which a connection has a key. */
const STATES = ['pending', 'active', 'failing', 'revoked'] as const;

/**
 * The metrics of what is stored: gauges that keep what the database last answered, and of its connections, which are read from
 * the pool of this process.
 */
export class StoredMetrics {
  readonly #up: Gauge;
  readonly #refreshed: Gauge;
  readonly #connections: Gauge<'connector' | 'state'>;
  readonly #sessions: Gauge;
  readonly #migrations: Gauge<'state'>;
  readonly #ledgers: Gauge<'state'>;
  readonly #ledgerVersions: Gauge;
  readonly #ledgerAge: Gauge;
  readonly #approvals: Gauge<'state'>;
  readonly #notices: Gauge<'state'>;

  constructor(
    registry: Registry,
    private readonly database: Database,
  ) {
    const registers = [registry];
    this.#up = new Gauge({
      name: 'platform_database_up',
      help: 'Whether the database answered when this process last asked: 1 or 0.',
      registers,
    });
    // The platform has just opened it.
    this.#up.set(1);
    this.#refreshed = new Gauge({
      name: 'platform_stored_refreshed_timestamp_seconds',
      help: 'When the metrics of what is stored were last read from the database: connections, sessions, migrations.',
      registers,
    });
    this.#connections = new Gauge({
      name: 'platform_connections',
      help: 'Connections with a key by connector and state, of all tenants; the same in every process.',
      labelNames: ['connector', 'state'],
      registers,
    });
    this.#sessions = new Gauge({
      name: 'platform_sessions',
      help: 'Sessions of the portal that have not ended; the same in every process.',
      registers,
    });
    this.#migrations = new Gauge({
      name: 'platform_migrations',
      help: 'Migrations of the database that are applied, missing, or unknown to this version.',
      labelNames: ['state'],
      registers,
    });
    this.#ledgers = new Gauge({
      name: 'platform_ledgers',
      help: 'Spend ledgers that are ok, failing, or being removed; the same in every process.',
      labelNames: ['state'],
      registers,
    });
    this.#ledgerVersions = new Gauge({
      name: 'platform_ledger_versions',
      help: 'Versions of cells that spend ledgers have written.',
      registers,
    });
    this.#ledgerAge = new Gauge({
      name: 'platform_ledger_oldest_sync_age_seconds',
      help: 'How long ago the spend ledger that has waited longest was synchronized, or made; 0 without one.',
      registers,
    });
    this.#approvals = new Gauge({
      name: 'platform_approvals',
      help: 'Approvals that are pending, approved and not used, or being applied; the same in every process.',
      labelNames: ['state'],
      registers,
    });
    this.#notices = new Gauge({
      name: 'platform_notices',
      help: 'Notices of the last 30 days that wait, or were given up; the same in every process.',
      labelNames: ['state'],
      registers,
    });
    poolGauges(registry, database);
  }

  /**
   * Reads all of it once.
   * @param connectors - ids of the mounted connectors
   * @param patienceMs - how long the database may take until it counts as away
   * @throws Error of the database
   */
  async refresh(connectors: readonly string[], patienceMs: number): Promise<void> {
    const late = setTimeout(() => this.#up.set(0), patienceMs).unref();
    try {
      await sql`select 1`.execute(this.database.db);
      this.#up.set(1);
    } catch (error) {
      this.#up.set(0);
      throw error;
    } finally {
      clearTimeout(late);
    }
    await this.readConnections(connectors);
    await this.readSessions();
    await this.readMigrations();
    await this.readLedgers();
    await this.readStates('approvals', ['pending', 'approved', 'applying'], this.#approvals);
    await this.readStates('notices', ['waiting', 'failed'], this.#notices);
    this.#refreshed.setToCurrentTime();
  }

  private async readConnections(connectors: readonly string[]): Promise<void> {
    const rows = await this.database.db
      .selectFrom('connections')
      .select(['connector', 'state', (row) => row.fn.countAll<number | string | bigint>().as('count')])
      .where('connector', 'in', connectors)
      .where('key_id', 'is not', null)
      .groupBy(['connector', 'state'])
      .execute();
    for (const connector of connectors) {
      for (const state of STATES) {
        const row = rows.find((one) => one.connector === connector && one.state === state);
        this.#connections.set({ connector, state }, Number(row?.count ?? 0));
      }
    }
  }

  private async readSessions(): Promise<void> {
    const now = moment(Date.now());
    const { count } = await this.database.db
      .selectFrom('portal_sessions')
      .select((row) => row.fn.countAll<number | string | bigint>().as('count'))
      .where('expires_at', '>', now)
      .where('idle_at', '>', now)
      .executeTakeFirstOrThrow();
    this.#sessions.set(Number(count));
  }

  private async readStates(
    table: 'approvals' | 'notices',
    states: readonly string[],
    gauge: Gauge<'state'>,
  ): Promise<void> {
    const rows = await this.database.db
      .selectFrom(table)
      .select(['state', (row) => row.fn.countAll<number | string | bigint>().as('count')])
      .where('state', 'in', states as never)
      .groupBy('state')
      .execute();
    for (const state of states)
      gauge.set({ state }, Number(rows.find((one) => one.state === state)?.count ?? 0));
  }

  private async readLedgers(): Promise<void> {
    const { db, engine } = this.database;
    const { on, failing, gone, versions, oldestSync } = await ledgerCounts(db);
    for (const [state, count] of Object.entries({ ok: on - failing, failing, removed: gone }))
      this.#ledgers.set({ state }, count);
    this.#ledgerVersions.set(versions);
    const age = oldestSync === undefined ? 0 : (await databaseTime(db, engine)) - oldestSync;
    this.#ledgerAge.set(Math.max(0, age / 1_000));
  }

  private async readMigrations(): Promise<void> {
    const { taken, missing, unknown } = await migrationState(this.database);
    const counts = {
      applied: taken.length - unknown.length,
      missing: missing.length,
      unknown: unknown.length,
    };
    for (const [state, count] of Object.entries(counts)) this.#migrations.set({ state }, count);
  }
}

/** The connections of the pool. The embedded database has none, so there it is 0 of 0. */
function poolGauges(registry: Registry, { engine }: Database): void {
  const pool = (): PoolState => engine.pool?.() ?? { size: 0, idle: 0, inUse: 0, waiting: 0 };
  const registers = [registry];
  new Gauge({
    name: 'platform_database_pool_size',
    help: 'The most connections to the database that this process opens; 0 for the embedded one.',
    registers,
    collect() {
      this.set(pool().size);
    },
  });
  new Gauge({
    name: 'platform_database_pool_connections',
    help: 'Open connections to the database: idle or in_use.',
    labelNames: ['state'],
    registers,
    collect() {
      const { idle, inUse } = pool();
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'in_use' }, inUse);
    },
  });
  new Gauge({
    name: 'platform_database_pool_waiting',
    help: 'Queries that wait for a connection to the database.',
    registers,
    collect() {
      this.set(pool().waiting);
    },
  });
}
