import type {
  ApiEvent,
  AuditEntry,
  ConnectionStore,
  ConnectorPorts,
  CredentialEvent,
  InvocationAudit,
  InvocationFacts,
  RateLimiter,
} from 'anthropic-admin-connector';
import { SlidingWindowLimiter, systemRuntime, waitingBoundsOf } from 'anthropic-admin-connector/kit';
import { VaultError } from 'anthropic-admin-connector/vault';
import type { PacingSettings } from '../config/anthropic.config.js';
import type { Metrics } from './metrics.js';

/** The label of every unknown action, because a caller chooses their names. */
const UNKNOWN = 'unknown';

/** The window of `requestsPerMinute`. */
const WINDOW_MS = 60_000;

/** What the metrics of ports are for besides themselves. */
export interface MeasuredOptions {
  /** The limits of each process for itself, where the ports have no limiter. */
  readonly pacing: PacingSettings;
  /** Called when a connection has changed its state. */
  readonly onStateChange: (event: CredentialEvent) => void;
}

/** Adds metrics to the ports of connectors; the given ports are still called. */
export function measured<Ports extends ConnectorPorts>(
  metrics: Metrics,
  { pacing, onStateChange }: MeasuredOptions,
  ports: Ports,
): Ports {
  const { onEvent, onAnswerMismatch, credentialAudit, credentialIntent, audit, store } = ports;
  const {
    runtime = systemRuntime,
    limiter = new SlidingWindowLimiter(
      pacing.requestsPerMinute,
      WINDOW_MS,
      runtime,
      waitingBoundsOf(pacing.maxWaiting, pacing.subjectShare),
    ),
  } = ports;
  return {
    ...ports,
    limiter: measuredLimiter(metrics, limiter),
    ...(store && { store: measuredStore(metrics, store) }),
    audit: new MeasuredAudit(metrics, audit),
    credentialAudit: (event) => {
      const { from = 'none', to } = event;
      if (to !== undefined && from !== to) {
        metrics.connectionChanges.inc({ from, to });
        onStateChange(event);
      }
      return watched(metrics, 'credential', () => credentialAudit?.(event));
    },
    credentialIntent: (intent) => watched(metrics, 'intent', () => credentialIntent?.(intent)),
    onEvent: (event) => {
      count(metrics, event);
      onEvent?.(event);
    },
    onAnswerMismatch: (mismatch) => {
      metrics.answerMismatches.inc({ action: mismatch.actionId });
      onAnswerMismatch?.(mismatch);
    },
  };
}

/** Tells how many requests wait. A slot that is granted at once stays synchronous. */
const measuredLimiter = (metrics: Metrics, limiter: RateLimiter): RateLimiter => ({
  acquire: (slot) => {
    const waited = limiter.acquire(slot);
    if (typeof waited === 'number') return waited;
    metrics.limiterWaiting.inc();
    return waited.finally(() => metrics.limiterWaiting.dec());
  },
  pause: (key, until) => limiter.pause(key, until),
});

/** Counts the records that do not open. */
const measuredStore = (metrics: Metrics, store: ConnectionStore): ConnectionStore => ({
  find: (ref) => store.find(ref),
  list: (owner, page) => store.list(owner, page),
  open: (ref, use) =>
    store.open(ref, use).catch((error: unknown) => {
      if (error instanceof VaultError) metrics.recordOpenFailures.inc({ reason: error.code });
      throw error;
    }),
  stillAllows: async (connection, use) => store.stillAllows?.(connection, use),
  put: (connection, key, expected) => store.put(connection, key, expected),
  update: (connection) => store.update(connection),
  touch: (connection, usedAt) => store.touch(connection, usedAt),
  delete: (ref) => store.delete(ref),
});

/** Counts the invocations that it audits, and the failures to audit them. */
class MeasuredAudit implements InvocationAudit {
  constructor(
    private readonly metrics: Metrics,
    private readonly audit: InvocationAudit | undefined,
  ) {}

  get beforeReads(): boolean {
    return this.audit?.beforeReads === true;
  }

  /** @throws what the audit throws, which prevents the write */
  async begin(facts: InvocationFacts): Promise<void> {
    await watched(this.metrics, 'intent', () => this.audit?.begin?.(facts));
  }

  /** @throws what the audit throws */
  async end(entry: AuditEntry): Promise<void> {
    const { actionId, outcome } = entry;
    const code = outcome.ok ? 'ok' : outcome.error.code;
    const action = code === 'unknown_action' ? UNKNOWN : actionId;
    this.metrics.invocations.inc({ action, code });
    this.metrics.invocationSeconds.observe({ action }, outcome.meta.durationMs / 1000);
    await watched(this.metrics, 'invocation', () => this.audit?.end(entry));
  }
}

/** @throws what `write` throws, once it is counted */
async function watched(
  metrics: Metrics,
  kind: 'intent' | 'invocation' | 'credential',
  write: () => Promise<void> | void | undefined,
): Promise<void> {
  const ended = metrics.auditSeconds.startTimer({ kind });
  try {
    await write();
    ended();
  } catch (error) {
    metrics.auditFailures.inc({ kind });
    throw error;
  }
}

function count(metrics: Metrics, event: ApiEvent): void {
  const { method } = event.subject;
  switch (event.type) {
    case 'attempt_started':
      return;
    case 'attempt_finished':
      metrics.upstreamRequests.inc({ method, result: String(event.result) });
      metrics.upstreamSeconds.observe({ method }, event.durationMs / 1000);
      return;
    case 'limiter_waited':
      metrics.limiterWaitSeconds.observe(event.waitedMs / 1000);
      return;
    case 'retry_scheduled':
      metrics.retries.inc({ method });
      return;
    case 'read_joined':
      metrics.joinedReads.inc();
  }
}
