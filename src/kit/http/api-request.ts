import type { SecretString } from '../vault/secret-string.js';

/** The invocation that sends a request: what events and interceptors can join it by. */
export interface RequestOrigin {
  readonly tenantId: string;
  /** Absent for the check of a key. */
  readonly actionId?: string;
  readonly requestId?: string;
  /** W3C trace context of the caller. */
  readonly traceparent?: string;
}

declare module 'axios' {
  // Interceptors read it; its name is free in axios.
  interface AxiosRequestConfig {
    /** Set by the connector: the invocation that sends the request. */
    invocation?: RequestOrigin;
  }
}

/** One request, ready for the wire. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Starts with the profile's `pathPrefix`, is already encoded, and may include a query string. */
  readonly path: string;
  /** The path with its parameters in place of values, such as `/v1/users/{user_id}`; the path if it has none. */
  readonly route?: string;
  /** Sent as JSON. Omit it for a request without a body. */
  readonly body?: unknown;
  /** Values of the profile's beta header. */
  readonly betas?: readonly string[];
  /** A read may be repeated and shared; a write is never resent while its effect is in doubt. */
  readonly effect: 'read' | 'write';
  /** Of a write: sending it twice has the effect of sending it once. The client itself does not send it again. */
  readonly idempotent?: boolean;
  /**
   * True for reports, whose rate limit is separate from that of other requests: a 429 without `retry-after` pauses only
   * them, for one window of 60 s.
   */
  readonly slowWindow?: boolean;
}

/** The caller of a request: its credential and how long it can wait. */
export interface ApiCall {
  readonly key: SecretString;
  /** The organization. Calls with the same value share one rate limit. */
  readonly limiterKey: string;
  /** Who asks, within the tenant of `origin`: has a share of what waits for the organization, and of the tenant's connections. */
  readonly subject?: string | undefined;
  /** The credential. Identical reads share one request only if this value is the same. */
  readonly flightKey: string;
  /** The organization that the key is saved for: a response of another one is not delivered. */
  readonly organization?: { readonly id: string; readonly name: string };
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** Cancels the call. */
  readonly signal?: AbortSignal;
  /** What events and interceptors can join the request by. */
  readonly origin?: RequestOrigin;
  /**
   * Counts the responses that the caller keeps, until it calls `ApiClient.letGo`; if omitted, a response stops to count as
   * soon as it is delivered.
   */
  readonly held?: HeldAnswers;
  /** Decides again, right before a request that had to wait is sent. */
  readonly permit?: CallPermit;
}

/** The permission of a call to use its key, which can end while the call is in progress. */
export interface CallPermit {
  /** The key for a request that has waited; undefined where it may not be sent any longer. */
  renew(): Promise<SecretString | undefined>;
  /** Set by the client while the call waits for a response: ends it at once, unless it is a write that was sent. */
  end?: (() => void) | undefined;
}

/** The memory that the responses of one caller take. */
export interface HeldAnswers {
  /** Bytes; a parsed response counts twice its text. */
  bytes: number;
}

/** A 2xx response. */
export interface ApiResponse {
  readonly status: number;
  /** The parsed JSON, a separate copy for each caller; undefined if the response had no body. */
  readonly body: unknown;
  readonly requestId?: string;
  readonly organizationId?: string;
  /** Number of requests sent, retries included. */
  readonly attempts: number;
  /** Milliseconds spent waiting for the rate limiter and between attempts. */
  readonly waitedMs: number;
  /** Set if an earlier request of this write may have taken effect too. */
  readonly doubted?: true;
  /** True if the response belongs to an identical read that was already in progress. */
  readonly joined: boolean;
}
