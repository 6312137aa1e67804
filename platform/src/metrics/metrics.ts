import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { processRegistry } from './process-metrics.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** The values of labels that are known beforehand: their series begin at 0, and the first event is a rise as well. */
const KNOWN = {
  auditKinds: ['intent', 'invocation', 'credential'],
  credentials: ['none', 'token', 'session'],
  states: ['none', 'pending', 'active', 'failing', 'revoked', 'deleted'],
  openFailures: ['unknown_format', 'unknown_key', 'not_authentic', 'malformed'],
  ledgerResults: ['done', 'goes_on', 'failed', 'stopped'],
  verdicts: ['valid', 'invalid', 'still_revoked', 'undetermined', 'failed'],
} as const;

/**
 * The metrics of what happens. No label has a tenant, a connection, a path or a value that a caller chooses, so each has at
 * most a few hundred values.
 */
export class Metrics {
  /** The metrics of one platform, because a process may contain several. */
  readonly registry = new Registry();

  readonly httpRequests = new Counter({
    name: 'platform_http_requests_total',
    help: 'Requests by method, route and status; 499 where the client has left, "none" for a path without a route.',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [this.registry],
  });

  readonly httpSeconds = new Histogram({
    name: 'platform_http_request_duration_seconds',
    help: 'How long requests took, until the end of their response.',
    labelNames: ['method', 'route'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly unauthenticated = new Counter({
    name: 'platform_unauthenticated_total',
    help: 'Requests refused for their token or session, by what they brought: none, token, or session.',
    labelNames: ['credential'] as const,
    registers: [this.registry],
  });

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

  readonly limiterWaiting = new Gauge({
    name: 'connector_limiter_waiting',
    help: 'Requests that wait for their turn in the budget of their organization now.',
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

  readonly databaseClockOffset = new Gauge({
    name: 'platform_database_clock_offset_seconds',
    help: 'How far the clock of the database, which the audit uses, is ahead of the one of this process, once a minute.',
    registers: [this.registry],
  });

  readonly auditAnchors = new Counter({
    name: 'platform_audit_anchors_total',
    help: 'Times that the heads of all audits were written outside: written, or failed.',
    labelNames: ['result'] as const,
    registers: [this.registry],
  });

  readonly auditSeconds = new Histogram({
    name: 'platform_audit_write_duration_seconds',
    help: 'How long an entry of the audit took to be written, which its request waits for.',
    labelNames: ['kind'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly recordOpenFailures = new Counter({
    name: 'platform_record_open_failures_total',
    help: 'Stored keys that did not open, by why: the keyring does not fit, or somebody altered the record.',
    labelNames: ['reason'] as const,
    registers: [this.registry],
  });

  readonly connectionChanges = new Counter({
    name: 'platform_connection_state_changes_total',
    help: 'Connections that changed their state, from one to another; "none" before there was one.',
    labelNames: ['from', 'to'] as const,
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
    help: 'Scheduled checks of keys by verdict: valid, invalid, still_revoked, undetermined, or failed.',
    labelNames: ['verdict'] as const,
    registers: [this.registry],
  });

  readonly keyCheckRound = new Gauge({
    name: 'platform_key_check_last_round_timestamp_seconds',
    help: 'When this process last ended a round of scheduled checks, at first when it started; 0 where there are none.',
    registers: [this.registry],
  });

  readonly keyCheckRoundsStopped = new Counter({
    name: 'platform_key_check_rounds_stopped_total',
    help: 'Rounds of scheduled checks that were stopped because too many keys were refused.',
    registers: [this.registry],
  });

  readonly ledgerSyncs = new Counter({
    name: 'platform_ledger_syncs_total',
    help: 'Turns of the sync of spend ledgers by result: done, goes_on, failed, or stopped.',
    labelNames: ['result'] as const,
    registers: [this.registry],
  });

  readonly connectionsClosed = new Counter({
    name: 'platform_connections_closed_total',
    help: 'Connections closed because clients did not read responses (too_slow, too_much), or had too many (too_many_of_address).',
    labelNames: ['reason'] as const,
    registers: [this.registry],
  });

  readonly databaseConnectionsBroken = new Counter({
    name: 'platform_database_connections_broken_total',
    help: 'Connections to the database that broke, in use or idle.',
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

  /** @param version - of the platform */
  constructor(readonly version: string) {
    new Gauge({
      name: 'platform_build_info',
      help: 'Always 1; its labels are the version of the platform and of Node.js.',
      labelNames: ['version', 'node_version'] as const,
      registers: [this.registry],
    }).set({ version, node_version: process.version }, 1);
    for (const kind of KNOWN.auditKinds) this.auditFailures.inc({ kind }, 0);
    for (const credential of KNOWN.credentials) this.unauthenticated.inc({ credential }, 0);
    for (const reason of KNOWN.openFailures) this.recordOpenFailures.inc({ reason }, 0);
    for (const result of ['written', 'failed']) this.auditAnchors.inc({ result }, 0);
    for (const from of KNOWN.states)
      for (const to of KNOWN.states)
        if (from !== to && to !== 'none') this.connectionChanges.inc({ from, to }, 0);
    for (const result of KNOWN.ledgerResults) this.ledgerSyncs.inc({ result }, 0);
    for (const verdict of KNOWN.verdicts) this.keyChecks.inc({ verdict }, 0);
  }

  /** All metrics, those of the process included. */
  all(): Registry {
    return Registry.merge([processRegistry(), this.registry]);
  }
}
