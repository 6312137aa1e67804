import type { SecretString } from '../kit/vault/secret-string.js';

/** One operation on the wire, compiled by the caller. */
export interface AdminRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Starts with `/v1/`, already encoded, and may carry a query string. */
  readonly path: string;
  /** Sent as JSON; leave it out for a request without a body. */
  readonly body?: unknown;
  /** Names for the `anthropic-beta` header. */
  readonly betas?: readonly string[];
  /** Reads may be repeated and joined; a write is never sent twice while its effect is in doubt. */
  readonly effect: 'read' | 'write';
  /** True for reports: a 429 without a usable hint waits for one whole window, 60 s. */
  readonly slowWindow?: boolean;
}

/** Who asks, and how long the asker can wait. */
export interface AdminCall {
  readonly key: SecretString;
  /** The organization: all calls with the same key of this kind share one limiter. */
  readonly limiterKey: string;
  /** The credential in use: equal reads are joined only within it. */
  readonly flightKey: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly signal?: AbortSignal;
}

/** A 2xx answer. */
export interface AdminAnswer {
  readonly status: number;
  /** The parsed JSON, the caller's own copy; undefined when the answer had no body. */
  readonly body: unknown;
  readonly requestId?: string;
  readonly organizationId?: string;
  /** Requests that went out, retries included. */
  readonly attempts: number;
  /** Milliseconds spent in the limiter's queue and between attempts. */
  readonly waitedMs: number;
  /** True when the answer came from an equal read that was already under way. */
  readonly joined: boolean;
}
