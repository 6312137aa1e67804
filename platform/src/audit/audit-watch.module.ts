import {
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Lease } from '../database/lease.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { DatabaseClock } from '../database/database-clock.js';
import { Maintenance } from '../installation/maintenance.js';
import { Metrics } from '../metrics/metrics.js';
import { Anchors } from './anchors/anchors.js';
import type { AnchorSettings } from './anchors/anchors.config.js';
import { AuditModule } from './audit.module.js';
import { HeadSeal } from './entry.js';
import { countInDoubt } from './in-doubt.js';

const COUNT_MS = 60_000;
const CLOCK_MS = 60_000;
const LONGEST_TICK_MS = 15_000;

/** Looks after the audit while the platform runs: the time of entries, anchors, and the number of writes in doubt. */
class AuditWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('AuditWatch');
  readonly #anchors: Anchors | undefined;

  constructor(
    settings: AnchorSettings | undefined,
    database: Database,
    seal: HeadSeal,
    private readonly clock: DatabaseClock,
    private readonly maintenance: Maintenance,
    private readonly metrics: Metrics,
    { environment }: PlatformSettings,
  ) {
    maintenance.every(CLOCK_MS, () => this.#measureClock());
    maintenance.every(COUNT_MS, async () =>
      metrics.auditInDoubt.set(await countInDoubt(database.db, Date.now())),
    );
    if (!settings) return;
    const anchors = new Anchors({
      ...settings,
      database,
      seal,
      environment,
      lease: new Lease(database.db, 'audit-anchors', Date.now),
      onResult: ({ problem }) => {
        metrics.auditAnchors.inc({ result: problem === undefined ? 'written' : 'failed' });
        if (problem !== undefined) this.#logger.warn(`The heads of the audit were not anchored: ${problem}`);
      },
      now: Date.now,
    });
    this.#anchors = anchors;
    maintenance.every(Math.min(LONGEST_TICK_MS, settings.intervalMs / 4), () => anchors.run());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#measureClock().catch((error: unknown) => this.maintenance.report(error));
  }

  async #measureClock(): Promise<void> {
    this.metrics.databaseClockOffset.set((await this.clock.measure()) / 1000);
  }

  /** The database stays open until an anchor that is being written is noted. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#anchors?.ended();
  }
}

/** The watch over the audit. */
@Module({ imports: [AuditModule] })
export class AuditWatchModule {
  /** The module for one platform; nothing is anchored without settings. */
  static register(settings: AnchorSettings | undefined): DynamicModule {
    return {
      module: AuditWatchModule,
      providers: [
        {
          provide: AuditWatch,
          useFactory: (...given: Injected) => new AuditWatch(settings, ...given),
          inject: [Database, HeadSeal, DatabaseClock, Maintenance, Metrics, PLATFORM_SETTINGS],
        },
      ],
    };
  }
}

type Injected = [Database, HeadSeal, DatabaseClock, Maintenance, Metrics, PlatformSettings];
