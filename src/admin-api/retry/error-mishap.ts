import { RateLimitExceeded } from '../pacing/rate-limiter.js';
import { TransportFailure, nameOfError } from '../transport/transport-failure.js';
import type { Mishap } from './mishap.js';

/** Reads whatever stopped an attempt. */
export function mishapOfError(error: unknown, sent: boolean): Mishap {
  if (error instanceof RateLimitExceeded) {
    return {
      kind: 'rate_limited',
      sent: false,
      hintMs: error.retryAfterMs,
      reason: 'no free slot before the deadline',
    };
  }
  if (error instanceof TransportFailure) {
    const { kind, reason, status } = error;
    return { kind, sent: error.sent, reason, status };
  }
  return { kind: sent ? 'protocol' : 'invalid_request', sent, reason: `unexpected ${nameOfError(error)}` };
}
