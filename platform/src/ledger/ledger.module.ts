import { Module, type DynamicModule } from '@nestjs/common';
import type { CredentialKeys, Runtime } from 'anthropic-admin-connector';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { CheckScheduler } from '../checks/check-scheduler.js';
import { SYSTEM_RUNTIME } from '../checks/checks.module.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { Lease } from '../database/lease.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { Metrics } from '../metrics/metrics.js';
import { RowSeal } from '../security/seal.js';
import { DatabaseConnectionStore } from '../stores/connection-store.js';
import { StoresModule } from '../stores/stores.module.js';
import { Tenants } from '../tenants/tenants.js';
import { LedgerChanges } from './ledger-switch.js';
import type { LedgerSettings } from './ledger.config.js';
import { LEDGER_SETTINGS, LedgerController } from './ledger.controller.js';
import { LedgerRound } from './ledger-round.js';
import { LedgerStore } from './ledger-store.js';
import { LedgerSync } from './ledger-sync.js';

/** The dependencies of the ledger besides the connectors. */
export interface LedgerOptions {
  readonly settings: LedgerSettings;
  readonly report: (error: unknown) => void;
  readonly runtime?: Runtime | undefined;
}

/** Keeps the spend of connections: the sync, and the routes. */
@Module({
  imports: [AuditModule, ConnectorsModule, StoresModule],
  controllers: [LedgerController],
  providers: [
    {
      provide: LedgerStore,
      useFactory: (database: Database) => new LedgerStore(database),
      inject: [Database],
    },
    {
      provide: LedgerChanges,
      useFactory: (connections: DatabaseConnectionStore, store: LedgerStore, audit: AuditChain) =>
        new LedgerChanges(connections, store, audit),
      inject: [DatabaseConnectionStore, LedgerStore, AuditChain],
    },
  ],
})
export class LedgerModule {
  /** The module for one platform. */
  static register(options: LedgerOptions): DynamicModule {
    return {
      module: LedgerModule,
      providers: [
        { provide: LEDGER_SETTINGS, useValue: options.settings },
        {
          provide: LEDGER_SCHEDULER,
          useFactory: (
            ...given: Parameters<typeof schedulerOf> extends [unknown, ...infer Rest] ? Rest : never
          ) => schedulerOf(options, ...given),
          inject: [
            ConnectorDirectory,
            Database,
            LedgerStore,
            Metrics,
            Tenants,
            CREDENTIAL_KEYS,
            PLATFORM_SETTINGS,
          ],
        },
      ],
    };
  }
}

const LEDGER_SCHEDULER = Symbol('LEDGER_SCHEDULER');

/** How long the lease is held without a sign of life, and how often it is extended. */
const LEASE_MS = 120_000;
const EXTEND_MS = 10_000;

function schedulerOf(
  { settings, report, runtime = SYSTEM_RUNTIME }: LedgerOptions,
  directory: ConnectorDirectory,
  database: Database,
  store: LedgerStore,
  metrics: Metrics,
  tenants: Tenants,
  keys: CredentialKeys,
  { environment }: PlatformSettings,
): CheckScheduler {
  const { intervalMs, pauseMs } = settings;
  const now = (): number => runtime.now();
  const lease = new Lease(database.db, 'ledger', now);
  let extendedAt = -Infinity;
  const holdsLease = async (): Promise<boolean> => {
    if (now() - extendedAt < EXTEND_MS) return true;
    const begun = now();
    const holds = await lease.take(LEASE_MS + pauseMs);
    extendedAt = holds ? begun : -Infinity;
    return holds;
  };
  const sync = new LedgerSync({
    database,
    store,
    seal: RowSeal.from(keys.fingerprinter, environment),
    settings,
    connectorOf: (id) => directory.get(id),
    isEnabled: async (tenantId) => (await tenants.of(tenantId)).state === 'enabled',
    holdsLease,
    runtime,
    onEnd: (result) => metrics.ledgerSyncs.inc({ result }),
    report,
  });
  const round = new LedgerRound({
    database,
    store,
    sync,
    settings,
    connectors: () => directory.ids,
    holdsLease,
  });
  return new CheckScheduler({
    intervalMs,
    pauseMs,
    jitterMs: pauseMs / 4,
    round,
    release: () => lease.release(),
    report,
    runtime,
  });
}
