import type { AxiosInstance } from 'axios';
import type { EventSink, RateLimiter, Runtime } from '../admin-api/index.js';
import type { ConnectionStore, CredentialAudit } from '../kit/connections/connection.js';
import type { AnswerMismatch } from './answers/answer-checker.js';
import type { ActionSwitches, HostPolicy, IdempotencyStore, InvocationAudit } from './ports.js';

/** Settings of the connection to the Admin API; an operator sets them, never a tenant. */
export interface ConnectorSettings {
  /** Where the Admin API is. */
  readonly baseUrl: string;
  /** How long an invocation may take where the caller names no deadline, milliseconds. */
  readonly timeoutMs: number;
  /** How long one request may take, milliseconds. */
  readonly requestTimeoutMs: number;
  /** How often a request is tried again. */
  readonly maxRetries: number;
  /** Requests in any 60 s for one organization. */
  readonly requestsPerMinute: number;
  /** The largest answer that is read, bytes. */
  readonly maxAnswerBytes: number;
  /** Connections kept open. */
  readonly connections: number;
}

/** What works without being set. */
export const DEFAULT_SETTINGS: ConnectorSettings = {
  baseUrl: 'https://api.anthropic.com',
  timeoutMs: 30_000,
  requestTimeoutMs: 20_000,
  maxRetries: 2,
  requestsPerMinute: 100,
  maxAnswerBytes: 32 * 1024 * 1024,
  connections: 64,
};

/** Settings, and the ports that a host fills. */
export interface ConnectorOptions extends Partial<ConnectorSettings> {
  /** Where connections are kept; in this process where left out. */
  readonly store?: ConnectionStore;
  readonly switches?: ActionSwitches;
  readonly policy?: HostPolicy;
  /** Where idempotency keys are kept; in this process where left out. */
  readonly idempotency?: IdempotencyStore;
  readonly audit?: InvocationAudit;
  readonly credentialAudit?: CredentialAudit;
  /** Paces the requests of an organization; in this process where left out. */
  readonly limiter?: RateLimiter;
  /** Called once with the axios instance, to add interceptors. The key is never visible to them. */
  readonly configureHttp?: (http: AxiosInstance) => void;
  /** What happens on the wire, for metrics. */
  readonly onEvent?: EventSink;
  /** Told of answers that are not as documented; they are delivered all the same. Count these. */
  readonly onAnswerMismatch?: (mismatch: AnswerMismatch) => void;
  /** Told of failures that are our own fault. */
  readonly onInternalError?: (error: unknown, requestId: string) => void;
  /** Clock, timers and dice; a test brings its own. */
  readonly runtime?: Runtime;
}
