import {
  Injectable,
  Module,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Database } from '../../database/database.js';
import { localsOf } from '../../http/request-context.js';
import { CLEANING_MS, Maintenance } from '../../installation/maintenance.js';
import { Metrics } from '../../metrics/metrics.js';
import { Tenants } from '../../tenants/tenants.js';
import { forgetLimits } from '../forget-limits.js';
import { countersOf } from './counters.js';
import type { ThrottleSettings } from './throttle.config.js';
import { Throttle } from './throttle.js';

/** Refuses requests above the limits of keys that a tenant or an address saves or checks. It runs after the global guards. */
@Injectable()
export class KeyCheckGuard implements CanActivate {
  constructor(private readonly throttle: Throttle) {}

  /** @throws PlatformError throttled */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const { principal } = localsOf(http.getResponse<Response>());
    if (!principal) throw new Error('A route without a token can ask about no key.');
    await this.throttle.takeKeyCheck(principal.tenantId, http.getRequest<Request>().ip ?? '');
    return true;
  }
}

/** Limits the requests per minute of each token subject, each tenant and each address. */
@Module({})
export class ThrottleModule {
  constructor(maintenance: Maintenance, database: Database) {
    maintenance.every(CLEANING_MS, () => forgetLimits(database));
  }

  /** The module with its settings. */
  static register(settings: ThrottleSettings): DynamicModule {
    return {
      module: ThrottleModule,
      global: true,
      providers: [
        {
          provide: Throttle,
          useFactory: (database: Database, metrics: Metrics, tenants: Tenants) =>
            new Throttle(
              settings,
              countersOf(database),
              {
                refused: (scope) => metrics.throttled.inc({ scope }),
                unauthenticated: (credential) => metrics.unauthenticated.inc({ credential }),
                failed: () => metrics.throttleFailures.inc(),
              },
              tenants,
            ),
          inject: [Database, Metrics, Tenants],
        },
      ],
      exports: [Throttle],
    };
  }
}
