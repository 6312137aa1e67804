import type { AxiosInstance } from 'axios';
import type { ConnectionStore, CredentialAudit, CredentialIntentAudit } from '../connections/connection.js';
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
  /** Requests that may wait for the limiter of one organization at once. */
  readonly maxWaiting: number;
  /** The percentage of those places, of the connections of a tenant and of its stored outcomes, that one subject may have. */
  readonly subjectShare: number;
  /** The largest response that is read, bytes. */
  readonly maxAnswerBytes: number;
  /** How much of a list one invocation reads over all of its pages, bytes. */
  readonly maxPullBytes: number;
  /** The responses of all invocations in memory, bytes; a parsed one counts twice its text. */
  readonly maxHeldBytes: number;
  /** Connections kept open. */
  readonly connections: number;
}

/** The ports that a host fills. A port that is left out works within this process, or does nothing. */
export interface ConnectorPorts extends InvocationPorts {
  /** Where connections are stored; in memory if omitted. */
  readonly store?: ConnectionStore | undefined;
  /** Where idempotency keys are stored; in memory if omitted. */
  readonly idempotency?: IdempotencyStore | undefined;
  readonly credentialAudit?: CredentialAudit | undefined;
  readonly credentialIntent?: CredentialIntentAudit | undefined;
  /** Paces the requests of an organization; within this process if omitted. */
  readonly limiter?: RateLimiter | undefined;
  /** Called once with the axios instance, to add interceptors. They never see the key. */
  readonly configureHttp?: ((http: AxiosInstance) => void) | undefined;
  /** Receives what happens on the wire, for metrics. */
  readonly onEvent?: EventSink | undefined;
  /** Receives responses that differ from their documented schema; they are delivered all the same. */
  readonly onAnswerMismatch?: ((mismatch: AnswerMismatch) => void) | undefined;
  /** What composed actions may read instead of the API, by the name that they ask for. */
  readonly sources?: Readonly<Record<string, unknown>> | undefined;
  /** Clock, timers and randomness; tests bring their own. */
  readonly runtime?: Runtime | undefined;
}

/**
 * The provider token under which a host offers its `ConnectorPorts` to the modules of connectors; the same for all
 * copies of this package.
 */
export const CONNECTOR_PORTS: unique symbol = Symbol.for('connector-kit.ports');

/** All fields optional; under `exactOptionalPropertyTypes` they take `undefined` too. */
type Optional<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** Settings and ports. */
export interface ConnectorOptions extends Optional<ConnectorSettings>, ConnectorPorts {
  /**
   * Name of this instance, where a host mounts the connector more than once: 1 to 40 lower-case letters, digits, `-` and
   * `_`. Instances share no connections and no idempotency keys, also where they share a store.
   */
  readonly name?: string | undefined;
}

const OPTIONS: Readonly<Record<keyof ConnectorOptions, true>> = {
  baseUrl: true,
  timeoutMs: true,
  requestTimeoutMs: true,
  maxRetries: true,
  requestsPerMinute: true,
  maxWaiting: true,
  subjectShare: true,
  maxAnswerBytes: true,
  maxPullBytes: true,
  maxHeldBytes: true,
  connections: true,
  name: true,
  around: true,
  switches: true,
  policy: true,
  audit: true,
  onInternalError: true,
  store: true,
  idempotency: true,
  credentialAudit: true,
  credentialIntent: true,
  limiter: true,
  configureHttp: true,
  onEvent: true,
  onAnswerMismatch: true,
  sources: true,
  runtime: true,
};

const INSTANCE_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

/**
 * Checks what a JavaScript caller or a configuration may get wrong; the HTTP client checks its own numbers.
 * @throws TypeError for an unknown option or a name that cannot be used, RangeError for a timeout out of bounds.
 */
export function checkOptions(options: ConnectorOptions): void {
  const { name, timeoutMs = DEFAULT_SETTINGS.timeoutMs, maxPullBytes = PULL_BYTES.default } = options;
  const unknown = Object.keys(options).find((option) => !Object.hasOwn(OPTIONS, option));
  if (unknown !== undefined)
    throw new TypeError(
      `${unknown} is not an option of the connector; the options are ${Object.keys(OPTIONS).join(', ')}`,
    );
  if (name !== undefined && !(typeof name === 'string' && INSTANCE_NAME.test(name)))
    throw new TypeError('name must be 1 to 40 lower-case letters, digits, - and _; example: eu');
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > LONGEST_TIMEOUT_MS) {
    const { timeoutMs: example } = DEFAULT_SETTINGS;
    throw new RangeError(
      `timeoutMs must be a whole number from 1 to ${LONGEST_TIMEOUT_MS}; example: ${example}`,
    );
  }
  const [, most] = PULL_BYTES.configurable;
  if (!Number.isInteger(maxPullBytes) || maxPullBytes < PULL_BYTES.min || maxPullBytes > most)
    throw new RangeError(
      `maxPullBytes must be a whole number from ${PULL_BYTES.min} to ${most}; example: ${PULL_BYTES.default}`,
    );
}

/** The default and the bounds of `maxPullBytes`. */
export const PULL_BYTES = { default: 32 * 1024 * 1024, min: 1, configurable: [1024, 1024 ** 3] } as const;

const LONGEST_TIMEOUT_MS = 3_600_000;

/** The settings that apply if none are given; the base URL's default is the connector's own. */
export const DEFAULT_SETTINGS: Omit<ConnectorSettings, 'baseUrl'> = {
  timeoutMs: 30_000,
  requestTimeoutMs: HTTP_NUMBERS.requestTimeoutMs.default,
  maxRetries: HTTP_NUMBERS.maxRetries.default,
  requestsPerMinute: HTTP_NUMBERS.requestsPerMinute.default,
  maxWaiting: HTTP_NUMBERS.maxWaiting.default,
  subjectShare: HTTP_NUMBERS.subjectShare.default,
  maxAnswerBytes: HTTP_NUMBERS.maxAnswerBytes.default,
  maxPullBytes: PULL_BYTES.default,
  maxHeldBytes: HTTP_NUMBERS.maxHeldBytes.default,
  connections: HTTP_NUMBERS.connections.default,
};
