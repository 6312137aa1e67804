import { setTimeout as delay } from 'node:timers/promises';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Runtime } from 'anthropic-admin-connector';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { dueForCheck } from '../stores/due-connections.js';
import { CheckRound } from './check-round.js';
import { CheckScheduler } from './check-scheduler.js';
import type { CheckSettings } from './checks.config.js';
import { Lease } from './lease.js';

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
  readonly runtime?: Runtime;
}

/** The actor of checks in the audit. */
const ACTOR = 'scheduler';

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
          useFactory: (directory: ConnectorDirectory, database: Database) =>
            schedulerOf(options, directory, database),
          inject: [ConnectorDirectory, Database],
        },
      ],
    };
  }
}

function schedulerOf(
  { settings, report, runtime = SYSTEM_RUNTIME }: ChecksOptions,
  directory: ConnectorDirectory,
  database: Database,
): CheckScheduler {
  const { intervalMs, pauseMs, jitterMs } = settings;
  const now = (): number => runtime.now();
  const lease = new Lease(database.db, 'connection-checks', now);
  const round = new CheckRound({
    intervalMs,
    due: (before, limit) => dueForCheck(database, directory.ids, before, limit),
    check: (ref, signal) => directory.get(ref.connector).connections.check(ref, ACTOR, signal),
    holdsLease: () => lease.take(pauseMs + jitterMs + SPARE_MS),
    report,
    now,
  });
  return new CheckScheduler({ ...settings, round, release: () => lease.release(), report, runtime });
}
