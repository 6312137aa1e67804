import { Module, type DynamicModule } from '@nestjs/common';
import type { Database } from '../../database/database.js';
import type { Metrics } from '../../metrics/metrics.js';
import { countersOf } from './counters.js';
import { Throttle } from './throttle.js';
import type { ThrottleSettings } from './throttle-settings.js';

/** The throttle, for the guard that asks it. */
@Module({})
export class ThrottleModule {
  /** The module with its settings, over the counts of a database. */
  static with(settings: ThrottleSettings, database: Database, metrics: Metrics): DynamicModule {
    const throttle = new Throttle(settings, countersOf(database), {
      refused: (scope) => metrics.throttled.inc({ scope }),
      failed: () => metrics.throttleFailures.inc(),
    });
    return {
      module: ThrottleModule,
      global: true,
      providers: [{ provide: Throttle, useValue: throttle }],
      exports: [Throttle],
    };
  }
}
