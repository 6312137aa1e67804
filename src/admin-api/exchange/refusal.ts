import type { AdminApiFailure } from '../admin-api-error.js';
import type { AdminCall, AdminRequest } from '../admin-request.js';
import { isSafePath, withoutQuery } from '../urls/request-path.js';

/** The failure of a call that is not worth starting; undefined when it may start. */
export function refusalOf(request: AdminRequest, call: AdminCall, now: number): AdminApiFailure | undefined {
  const refuse = (kind: AdminApiFailure['kind'], path: string, reason: string): AdminApiFailure => ({
    kind,
    method: request.method,
    path,
    reason,
    attempts: 0,
    waitedMs: 0,
    inDoubt: false,
    retryable: false,
  });
  if (!isSafePath(request.path)) {
    // The path is not repeated: it may be anything, a whole URL with a key in it too.
    return refuse(
      'invalid_request',
      '(refused)',
      'the path must start with /v1/ and hold no relative or empty segment',
    );
  }
  if (call.signal?.aborted)
    return refuse('cancelled', withoutQuery(request.path), 'the caller gave up before');
  if (call.deadline <= now)
    return refuse('timeout', withoutQuery(request.path), 'the deadline has passed before');
  return undefined;
}
