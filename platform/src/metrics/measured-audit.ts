import type { AuditEntry, InvocationAudit, InvocationFacts } from 'anthropic-admin-connector';
import type { Metrics } from './metrics.js';

/** Stands in for every action that there is not: their names are the caller's to choose. */
const UNKNOWN = 'unknown';

/** Counts invocations where they are written down, and what could not be. */
export class MeasuredAudit implements InvocationAudit {
  constructor(
    private readonly metrics: Metrics,
    private readonly audit: InvocationAudit | undefined,
  ) {}

  /** @throws what the audit throws, so that the write is not sent. */
  async begin(facts: InvocationFacts): Promise<void> {
    await this.watched('intent', () => this.audit?.begin?.(facts));
  }

  /** @throws what the audit throws. */
  async end(entry: AuditEntry): Promise<void> {
    const { actionId, outcome } = entry;
    const code = outcome.ok ? 'ok' : outcome.error.code;
    const action = code === 'unknown_action' ? UNKNOWN : actionId;
    this.metrics.invocations.inc({ action, code });
    this.metrics.invocationSeconds.observe({ action }, outcome.meta.durationMs / 1000);
    await this.watched('invocation', () => this.audit?.end(entry));
  }

  private async watched(
    kind: 'intent' | 'invocation',
    write: () => Promise<void> | void | undefined,
  ): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.metrics.auditFailures.inc({ kind });
      throw error;
    }
  }
}
