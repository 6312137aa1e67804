import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * The metrics. No label has a tenant, a connection, a path or a value that a caller chooses, so each has at most a
 * few hundred values.
 */
export class Metrics {
  /** All metrics. One registry per platform, because a process may contain several. */
  readonly registry = new Registry();

  readonly invocations = new Counter({
    name: 'connector_invocations_total',
    help: 'Invocations by action and outcome; "unknown" counts every action that does not exist.',
    labelNames: ['action', 'code'] as const,
    registers: [this.registry],
  });

  readonly invocationSeconds = new Histogram({
    name: 'connector_invocation_duration_seconds',
    help: 'How long invocations took, waiting included.',
    labelNames: ['action'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly upstreamRequests = new Counter({
    name: 'connector_upstream_requests_total',
    help: 'Requests to the Admin API by result: the HTTP status, or the kind of failure.',
    labelNames: ['method', 'result'] as const,
    registers: [this.registry],
  });

  readonly upstreamSeconds = new Histogram({
    name: 'connector_upstream_duration_seconds',
    help: 'How long the Admin API took to answer one request.',
    labelNames: ['method'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly limiterWaitSeconds = new Histogram({
    name: 'connector_limiter_wait_seconds',
    help: 'How long requests waited for the rate limit of their organization.',
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly retries = new Counter({
    name: 'connector_retries_total',
    help: 'Requests to the Admin API that were tried again.',
    labelNames: ['method'] as const,
    registers: [this.registry],
  });

  readonly joinedReads = new Counter({
    name: 'connector_joined_reads_total',
    help: 'Reads that shared the response of an identical read in progress.',
    registers: [this.registry],
  });

  readonly auditFailures = new Counter({
    name: 'platform_audit_failures_total',
    help: 'Audit entries that could not be written. Investigate each one.',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  });

  readonly auditInDoubt = new Gauge({
    name: 'platform_audit_in_doubt',
    help: 'Writes of the last week that have an intent and no outcome in the audit, once a minute.',
    registers: [this.registry],
  });

  readonly auditAnchors = new Counter({
    name: 'platform_audit_anchors_total',
    help: 'Times that the heads of all audits were written outside: written, or failed.',
    labelNames: ['result'] as const,
    registers: [this.registry],
  });

  readonly answerMismatches = new Counter({
    name: 'connector_answer_mismatches_total',
    help: 'Answers of the Admin API that are not as documented, by action.',
    labelNames: ['action'] as const,
    registers: [this.registry],
  });

  readonly keyChecks = new Counter({
    name: 'platform_key_checks_total',
    help: 'Scheduled checks of keys by verdict: valid, invalid, undetermined, or failed.',
    labelNames: ['verdict'] as const,
    registers: [this.registry],
  });

  readonly keyCheckRoundsStopped = new Counter({
    name: 'platform_key_check_rounds_stopped_total',
    help: 'Rounds of scheduled checks that were stopped because too many keys were refused.',
    registers: [this.registry],
  });

  readonly connectionsClosed = new Counter({
    name: 'platform_connections_closed_total',
    help: 'Connections closed because their clients did not read responses: too_slow, or too_much in all.',
    labelNames: ['reason'] as const,
    registers: [this.registry],
  });
  readonly throttled = new Counter({
    name: 'platform_throttled_total',
    help: 'Requests that were refused because their token or tenant had made too many.',
    labelNames: ['scope'] as const,
    registers: [this.registry],
  });

  readonly keyringFailures = new Counter({
    name: 'platform_keyring_failures_total',
    help: 'Looks at the keyring file that found it gone, readable by others, or not valid.',
    registers: [this.registry],
  });

  readonly throttleFailures = new Counter({
    name: 'platform_throttle_failures_total',
    help: 'Requests that the database did not count, so this process counted them for itself.',
    registers: [this.registry],
  });
}
