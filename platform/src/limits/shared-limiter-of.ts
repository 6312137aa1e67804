import type { ConnectorOptions } from 'anthropic-admin-connector';
import type { Database } from '../database/database.js';
import { SharedLimiter } from './limiter/shared-limiter.js';

const WINDOW_MS = 60_000;

/** The limiter that all processes on a database share; none where that is one process, which has its own. */
export const sharedLimiterOf = (
  database: Database,
  requestsPerMinute: number,
): Pick<ConnectorOptions, 'limiter'> =>
  database.engine.servesMachines
    ? { limiter: new SharedLimiter(database, { limit: requestsPerMinute, windowMs: WINDOW_MS }) }
    : {};
