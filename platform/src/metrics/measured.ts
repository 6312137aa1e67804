import type {
  ApiEvent,
  AuditEntry,
  ConnectorPorts,
  InvocationAudit,
  InvocationFacts,
} from 'anthropic-admin-connector';
import type { Metrics } from './metrics.js';

/** The label of every unknown action, because a caller chooses their names. */
const UNKNOWN = 'unknown';

/** Adds metrics to the ports of connectors; the given ports are still called. */
export function measured<Ports extends ConnectorPorts>(metrics: Metrics, ports: Ports): Ports {
  const { onEvent, onAnswerMismatch, credentialAudit, credentialIntent, audit } = ports;
  return {
    ...ports,
    audit: new MeasuredAudit(metrics, audit),
    credentialAudit: (event) => watched(metrics, 'credential', () => credentialAudit?.(event)),
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
  try {
    await write();
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
