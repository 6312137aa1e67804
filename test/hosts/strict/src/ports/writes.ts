import type { IdempotencyState, IdempotencyStore, IdempotentWrite, Outcome } from 'anthropic-admin-connector';

/** The writes of this host, by idempotency key. */
export class Writes implements IdempotencyStore {
  private readonly rows = new Map<string, { fingerprint: string; outcome?: Outcome }>();

  async begin(write: IdempotentWrite): Promise<IdempotencyState> {
    const row = this.rows.get(keyOf(write));
    if (row === undefined) {
      this.rows.set(keyOf(write), { fingerprint: write.fingerprint });
      return { state: 'new' };
    }
    if (row.fingerprint !== write.fingerprint) return { state: 'other_input' };
    return row.outcome === undefined ? { state: 'running' } : { state: 'done', outcome: row.outcome };
  }

  async finish(write: IdempotentWrite, outcome: Outcome): Promise<void> {
    this.rows.set(keyOf(write), { fingerprint: write.fingerprint, outcome });
  }

  async release(write: IdempotentWrite): Promise<void> {
    this.rows.delete(keyOf(write));
  }
}

const keyOf = ({ connector, tenantId, key }: IdempotentWrite): string => [connector, tenantId, key].join(' ');
