import type { Logger } from '@nestjs/common';
import { HostPortError } from 'anthropic-admin-connector';
import { DatabaseUnavailable } from '../database/unavailable.js';
import { databaseProblem } from './database-problem.js';
import { PlatformError } from '../problems/platform-error.js';

/**
 * Logs an error that no code expected, and returns what a client may know of it: a part of the platform that failed, such as
 * its database, or a bug.
 */
export function unexpected(thrown: unknown, requestId: string, logger: Logger): PlatformError {
  const fault = thrown instanceof HostPortError ? thrown.cause : thrown;
  if (fault instanceof DatabaseUnavailable) {
    const { reason, code } = fault;
    logger.warn(`The database is ${reason} (${code}); request ${requestId} was refused`);
    return databaseProblem(fault, thrown instanceof HostPortError ? thrown.port : undefined);
  }
  logger.error(`Internal error of request ${requestId}`, fault instanceof Error ? fault.stack : undefined);
  const fix = `Report it with the request id ${requestId}; the log of the platform has the cause.`;
  if (!(thrown instanceof HostPortError))
    return new PlatformError('internal', { message: 'Unexpected error in the platform.', fix });
  return new PlatformError('host_failed', {
    message: 'A part of the platform failed, so nothing was changed.',
    fix: `Try again later. ${fix}`,
    host: { port: thrown.port, sent: false },
  });
}
