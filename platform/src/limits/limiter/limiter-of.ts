import type { RateLimiter, Runtime } from 'anthropic-admin-connector';
import { SlidingWindowLimiter, waitingBoundsOf } from 'anthropic-admin-connector/kit';
import type { PacingSettings } from '../../config/anthropic.config.js';
import type { Database } from '../../database/database.js';
import { TenantPacing, type Tenants } from '../../tenants/tenants.js';
import { SharedLimiter } from './shared-limiter.js';

const WINDOW_MS = 60_000;

/** The limiter of organizations and tenants: of all processes on a server, of this process on the embedded database. */
export function limiterOf(
  database: Database,
  tenants: Tenants,
  { requestsPerMinute, maxWaiting, subjectShare }: PacingSettings,
  runtime: Runtime,
): RateLimiter {
  const waiting = waitingBoundsOf(maxWaiting, subjectShare);
  const limiterFor = (limit: number): RateLimiter =>
    database.engine.servesMachines
      ? new SharedLimiter(database, { limit, windowMs: WINDOW_MS, waiting })
      : new SlidingWindowLimiter(limit, WINDOW_MS, runtime, waiting);
  return new TenantPacing(tenants, limiterFor(requestsPerMinute), limiterFor);
}
