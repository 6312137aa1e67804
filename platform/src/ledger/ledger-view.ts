import type { ConnectionRef } from 'anthropic-admin-connector';
import type { LedgerSettings } from './ledger.config.js';
import type { LedgerStore } from './ledger-store.js';
import { timeOf } from './kept-cells.js';
import { progressOf, targetsOf } from './windows.js';

/** A ledger in a response. Times are RFC 3339; ranges are half-open. */
export interface LedgerView {
  readonly state: 'on' | 'off';
  /** How much of the past has been read, 0 to 1. */
  readonly progress?: number;
  /** The days, and the hours, of which it knows everything. */
  readonly days?: { readonly from: string; readonly until: string };
  readonly hours?: { readonly from: string; readonly until: string };
  /** Up to when the API had data at the last sync. */
  readonly data_refreshed_at?: string;
  readonly synced_at?: string;
  readonly next_sync_at?: string;
  /** The code of what has ended the last sync early. */
  readonly problem?: string;
  /** Versions of cells that were written. */
  readonly versions?: number;
}

/** Shows the ledger of a connection. */
export async function ledgerView(
  store: LedgerStore,
  settings: LedgerSettings,
  ref: ConnectionRef,
): Promise<LedgerView> {
  const row = await store.find(ref);
  if (row?.state !== 'on') return { state: 'off' };
  const known = await store.coverage(row.ledger);
  const { created_at, synced_at, next_at, problem, versions } = row;
  const targets = targetsOf(settings, created_at, known?.refreshed_at ?? created_at);
  return {
    state: 'on',
    progress: Math.round(progressOf(known, targets) * 1_000) / 1_000,
    ...(known && {
      days: { from: timeOf(known.day_from), until: timeOf(known.day_until) },
      hours: { from: timeOf(known.hour_from), until: timeOf(known.hour_until) },
      data_refreshed_at: new Date(known.refreshed_at).toISOString(),
    }),
    ...(synced_at !== null && { synced_at: new Date(synced_at).toISOString() }),
    next_sync_at: new Date(next_at).toISOString(),
    ...(problem !== null && { problem }),
    versions,
  };
}
