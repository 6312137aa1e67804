import type { AxiosInstance } from 'axios';
import { HTTP_NUMBERS, type EventSink, type RateLimiter, type Runtime } from '../kit/http/index.js';
import type { ConnectionStore } from '../credentials/connection-store.js';
import type { CredentialAudit } from '../credentials/credential-event.js';
import type { AnswerMismatch } from './answers/answer-checker.js';
import type { ActionSwitches, HostPolicy, IdempotencyStore, InvocationAudit } from './ports.js';
import { ANTHROPIC_WIRE } from './wire-profile.js';

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
  baseUrl: ANTHROPIC_WIRE.baseUrl,
  timeoutMs: 30_000,
  requestTimeoutMs: HTTP_NUMBERS.requestTimeoutMs.default,
  maxRetries: HTTP_NUMBERS.maxRetries.default,
  requestsPerMinute: HTTP_NUMBERS.requestsPerMinute.default,
  maxAnswerBytes: HTTP_NUMBERS.maxAnswerBytes.default,
  connections: HTTP_NUMBERS.connections.default,
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
