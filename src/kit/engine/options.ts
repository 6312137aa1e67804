import type { AxiosInstance } from 'axios';
import type { ConnectionStore, CredentialAudit } from '../connections/connection.js';
import { HTTP_NUMBERS, type EventSink, type RateLimiter, type Runtime } from '../http/index.js';
import type { InvocationPorts } from './invoke.js';
import type { IdempotencyStore } from './ports.js';
import type { AnswerMismatch } from './run-action.js';

/** Settings of the connection to the API; an operator sets them, never a tenant. */
export interface ConnectorSettings {
  /** Where the API is. */
  readonly baseUrl: string;
  /** Default timeout of an invocation when the caller passes no deadline, milliseconds. */
  readonly timeoutMs: number;
  /** Timeout of one request, milliseconds. */
  readonly requestTimeoutMs: number;
  /** How often a request is sent again after a failure. */
  readonly maxRetries: number;
  /** Requests per organization in any 60 s. */
  readonly requestsPerMinute: number;
  /** The largest response that is read, bytes. */
  readonly maxAnswerBytes: number;
  /** Connections kept open. */
  readonly connections: number;
}

/** The ports that a host fills. A port that is left out works within this process, or does nothing. */
export interface ConnectorPorts extends InvocationPorts {
  /** Where connections are stored; in memory if omitted. */
  readonly store?: ConnectionStore;
  /** Where idempotency keys are stored; in memory if omitted. */
  readonly idempotency?: IdempotencyStore;
  readonly credentialAudit?: CredentialAudit;
  /** Paces the requests of an organization; within this process if omitted. */
  readonly limiter?: RateLimiter;
  /** Called once with the axios instance, to add interceptors. They never see the key. */
  readonly configureHttp?: (http: AxiosInstance) => void;
  /** Receives what happens on the wire, for metrics. */
  readonly onEvent?: EventSink;
  /** Receives responses that differ from their documented schema; they are delivered all the same. */
  readonly onAnswerMismatch?: (mismatch: AnswerMismatch) => void;
  /** Clock, timers and randomness; tests bring their own. */
  readonly runtime?: Runtime;
}

/**
 * The provider token under which a host offers its `ConnectorPorts` to the modules of connectors; the same for all
 * copies of this package.
 */
export const CONNECTOR_PORTS: unique symbol = Symbol.for('connector-kit.ports');

/** Settings and ports. */
export interface ConnectorOptions extends Partial<ConnectorSettings>, ConnectorPorts {}

/** The settings that apply if none are given; the base URL's default is the connector's own. */
export const DEFAULT_SETTINGS: Omit<ConnectorSettings, 'baseUrl'> = {
  timeoutMs: 30_000,
  requestTimeoutMs: HTTP_NUMBERS.requestTimeoutMs.default,
  maxRetries: HTTP_NUMBERS.maxRetries.default,
  requestsPerMinute: HTTP_NUMBERS.requestsPerMinute.default,
  maxAnswerBytes: HTTP_NUMBERS.maxAnswerBytes.default,
  connections: HTTP_NUMBERS.connections.default,
};
