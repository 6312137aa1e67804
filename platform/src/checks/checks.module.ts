import { setTimeout as delay } from 'node:timers/promises';
import { Module, type DynamicModule } from '@nestjs/common';
import type { ConnectionRef, Runtime } from 'anthropic-admin-connector';
import type { Logger } from 'pino';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { Metrics } from '../metrics/metrics.js';
import { countForCheck, dueForCheck } from '../stores/due-connections.js';
import { CheckRound } from './check-round.js';
import { CheckStops } from './check-stops.js';
import { CheckScheduler } from './check-scheduler.js';
import type { CheckSettings } from './checks.config.js';
import { Lease } from '../database/lease.js';
import { Tenants } from '../tenants/tenants.js';

/** The real clock; its timers do not keep the process alive. */
export const SYSTEM_RUNTIME: Runtime = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }),
};

/** The dependencies of the checks besides the connector. */
export interface ChecksOptions {
  readonly settings: CheckSettings;
  readonly report: (error: unknown) => void;
  readonly log: Pick<Logger, 'warn'>;
  readonly runtime?: Runtime;
}

/** The actor of checks in the audit. */
const ACTOR = 'scheduler';

const STOPPED =
  'a round of key checks was stopped: the API refused too many keys at once; no connection was changed by a refusal';

/** Long enough for the slowest check and the pause after which the lease is extended. */
const SPARE_MS = 60_000;

/** Periodic checks of the stored keys. */
@Module({ imports: [ConnectorsModule] })
export class ChecksModule {
  /** The module for one platform. */
  static register(options: ChecksOptions): DynamicModule {
    return {
      module: ChecksModule,
      providers: [
        {
          provide: CheckScheduler,
          useFactory: (
            directory: ConnectorDirectory,
            database: Database,
            metrics: Metrics,
            tenants: Tenants,
          ) => schedulerOf(options, directory, database, metrics, tenants),
          inject: [ConnectorDirectory, Database, Metrics, Tenants],
        },
      ],
    };
  }
}

function schedulerOf(
  { settings, report, log, runtime = SYSTEM_RUNTIME }: ChecksOptions,
  directory: ConnectorDirectory,
  database: Database,
  metrics: Metrics,
  tenants: Tenants,
): CheckScheduler {
  const { intervalMs, pauseMs, jitterMs } = settings;
  const now = (): number => runtime.now();
  const roundEnded = (): void => metrics.keyCheckRound.set(now() / 1000);
  const lease = new Lease(database.db, 'connection-checks', now);
  const connectionsOf = (ref: ConnectionRef) => directory.get(ref.connector).connections;
  const round = new CheckRound({
    ...settings,
    due: async (tooOld, limit) => {
      const due = await dueForCheck(database, directory.ids, tooOld, limit);
      // The query leaves out disabled tenants; a row that was enabled by hand is found by its seal.
      const states = await Promise.all(due.map(({ tenantId }) => tenants.of(tenantId)));
      return due.filter((_, index) => states[index]?.state === 'enabled');
    },
    total: () => countForCheck(database, directory.ids),
    check: (ref, signal) => connectionsOf(ref).check(ref, ACTOR, signal, { keepRefused: true }),
    confirm: (ref, signal) => connectionsOf(ref).check(ref, ACTOR, signal),
    stops: new CheckStops(database),
    onVerdict: (verdict) => metrics.keyChecks.inc({ verdict }),
    onEnd: roundEnded,
    onStop: (stop) => {
      metrics.keyCheckRoundsStopped.inc();
      log.warn({ ...stop }, STOPPED);
    },
    holdsLease: () => lease.take(pauseMs + jitterMs + SPARE_MS),
    report,
    now,
  });
  if (intervalMs > 0) roundEnded();
  return new CheckScheduler({ ...settings, round, release: () => lease.release(), report, runtime });
}
