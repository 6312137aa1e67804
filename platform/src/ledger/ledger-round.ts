import type { ConnectionRef } from 'anthropic-admin-connector';
import type { Database } from '../database/database.js';
import type { LedgerSettings } from './ledger.config.js';
import type { LedgerRow, LedgerStore } from './ledger-store.js';
import type { LedgerSync } from './ledger-sync.js';
import { removeGone } from './remove-rows.js';

/** Dependencies of a round. */
export interface LedgerRoundDeps {
  readonly database: Database;
  readonly store: LedgerStore;
  readonly sync: Pick<LedgerSync, 'run'>;
  readonly settings: Pick<LedgerSettings, 'atOnce' | 'newConnections'>;
  readonly connectors: () => readonly string[];
  /** Acquires or extends the lease; false if another process holds it. */
  readonly holdsLease: () => Promise<boolean>;
}

const PER_ROUND = 1_000;

/** Synchronizes every ledger that is due, a few at a time, while this process holds the lease. */
export class LedgerRound {
  constructor(private readonly deps: LedgerRoundDeps) {}

  /** Runs one round. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, store, sync, settings, connectors, holdsLease } = this.deps;
    if (!(await holdsLease())) return;
    await removeGone(database);
    const ids = connectors();
    if (settings.newConnections) {
      const undecided: ConnectionRef[] = await store.undecided(ids, PER_ROUND);
      for (const ref of undecided) await store.switchOn(ref);
    }
    const due = await store.due(ids, PER_ROUND);
    const next = async (): Promise<void> => {
      for (let row: LedgerRow | undefined = due.shift(); row; row = due.shift()) {
        if (signal.aborted || !(await holdsLease())) return;
        await sync.run(row, signal);
      }
    };
    await Promise.all(Array.from({ length: settings.atOnce }, next));
  }
}
