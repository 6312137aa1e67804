import {
  Injectable,
  Module,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
} from '@nestjs/common';
import type { Response } from 'express';
import { Database } from '../../database/database.js';
import { localsOf } from '../../http/request-context.js';
import { CLEANING_MS, Maintenance } from '../../installation/maintenance.js';
import { Metrics } from '../../metrics/metrics.js';
import { forgetLimits } from '../forget-limits.js';
import { countersOf } from './counters.js';
import type { ThrottleSettings } from './throttle.config.js';
import { Throttle } from './throttle.js';

/**
 * Refuses requests above the limits of their token or tenant. It runs after the authentication guard; public routes
 * are not limited.
 */
@Injectable()
export class ThrottleGuard implements CanActivate {
  constructor(private readonly throttle: Throttle) {}

  /** @throws PlatformError throttled */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
    if (principal) await this.throttle.take(principal);
    return true;
  }
}

/** Limits the requests per minute of each token subject and each tenant. */
@Module({})
export class ThrottleModule {
  constructor(maintenance: Maintenance, database: Database) {
    maintenance.every(CLEANING_MS, () => forgetLimits(database));
  }

  /** The module with its settings. */
  static register(settings: ThrottleSettings): DynamicModule {
    return {
      module: ThrottleModule,
      providers: [
        {
          provide: Throttle,
          useFactory: (database: Database, metrics: Metrics) =>
            new Throttle(settings, countersOf(database), {
              refused: (scope) => metrics.throttled.inc({ scope }),
              failed: () => metrics.throttleFailures.inc(),
            }),
          inject: [Database, Metrics],
        },
      ],
      exports: [Throttle],
    };
  }
}
