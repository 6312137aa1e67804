import { randomUUID } from 'node:crypto';
import { spendCells, type Runtime, type SpendCell } from 'anthropic-admin-connector';
import { ActionUnfit, type MountedConnector } from 'anthropic-admin-connector/kit';
import type { Database } from '../database/database.js';
import type { RowSeal } from '../security/seal.js';
import { InexactAmount } from './amounts.js';
import { Dictionary, TooManyCombinations } from './dictionary.js';
import type { LedgerSettings } from './ledger.config.js';
import { SyncEnded, type Coverage, type LedgerRow, type LedgerStore } from './ledger-store.js';
import { removeBefore } from './remove-rows.js';
import { ReportPages, SyncFailure } from './report-pages.js';
import {
  backfillWindow,
  emptyCoverage,
  floorTo,
  HOUR_MS,
  DAY_MS,
  targetsOf,
  trailingDays,
  trailingHours,
  type Window,
} from './windows.js';
import { writeBucket } from './write-bucket.js';

/** What synchronizes a ledger. */
export interface LedgerSyncDeps {
  readonly database: Database;
  readonly store: LedgerStore;
  readonly seal: RowSeal;
  readonly settings: LedgerSettings;
  readonly connectorOf: (id: string) => MountedConnector;
  /** Whether the tenant may be worked for. */
  readonly isEnabled: (tenantId: string) => Promise<boolean>;
  /** Whether this process is the one that works. */
  readonly holdsLease: () => Promise<boolean>;
  readonly runtime: Runtime;
  readonly onEnd: (result: 'done' | 'goes_on' | 'failed' | 'stopped') => void;
  /** Called with errors that are none of the API's. */
  readonly report: (error: unknown) => void;
}

/** How long one connection is worked for before the others have their turn. */
const TURN_MS = 10 * 60_000;
const RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 6 * HOUR_MS;
/** A connection that cannot be used is looked at again after this time. */
const UNUSABLE_MS = 10 * 60_000;

/** Synchronizes ledgers: what is new and what may have been restated first, then the past. */
export class LedgerSync {
  constructor(private readonly deps: LedgerSyncDeps) {}

  /** Works for one ledger until it is up to date, or for as long as a turn lasts. It never rejects. */
  async run(row: LedgerRow, signal: AbortSignal): Promise<void> {
    const { store, onEnd, report } = this.deps;
    const run = randomUUID();
    try {
      const end = await this.#work(row, run, signal);
      await store.finish(row.ledger, run, end);
      onEnd(end.problem === undefined ? (end.isDone ? 'done' : 'goes_on') : 'failed');
    } catch (error) {
      // Removed or switched off, or the process ends: the next sync finds everything where it is.
      const isStopped =
        error instanceof SyncEnded ||
        (error instanceof SyncFailure && error.code === 'stopped') ||
        (await this.#isOff(row));
      onEnd(isStopped ? 'stopped' : 'failed');
      if (isStopped) return;
      const problem = problemOf(error);
      if (problem === undefined) report(error);
      const wait = Math.min(RETRY_MS * 2 ** Math.min(row.failures, 20), LONGEST_RETRY_MS);
      const afterMs = Math.max(wait, error instanceof SyncFailure ? error.afterMs : 0);
      await store
        .finish(row.ledger, run, { afterMs, isDone: false, problem: problem ?? 'internal' })
        .catch(report);
    }
  }

  async #work(row: LedgerRow, run: string, signal: AbortSignal): ReturnType<LedgerSync['turn']> {
    const { store, settings, runtime, connectorOf, holdsLease, isEnabled } = this.deps;
    const connector = connectorOf(row.connector);
    const connection = await connector.connections.find({ tenantId: row.tenant_id, name: row.name });
    if (!connection || connection.state === 'deleted') {
      await store.remove(row);
      throw new SyncEnded();
    }
    const organizationId = connection.organization?.id;
    if (
      organizationId !== undefined &&
      row.organization_id !== null &&
      row.organization_id !== organizationId
    ) {
      await store.startAgain(row);
      throw new SyncEnded();
    }
    await store.begin(row, run, organizationId ?? row.organization_id ?? '');
    const unusable = (problem: string) => ({ afterMs: UNUSABLE_MS, isDone: false, problem });
    if (!(await isEnabled(row.tenant_id))) return unusable('tenant_disabled');
    if (connection.state !== 'active') return unusable(`connection_${connection.state}`);
    if (organizationId === undefined) return unusable('organization_unknown');
    const pages = new ReportPages({
      connector,
      sync: row,
      organizationId,
      stillAllowed: async () => (await holdsLease()) && (await store.isCurrent(row.ledger, run)),
      signal,
      runtime,
      requestsPerMinute: settings.requestsPerMinute,
    });
    return this.turn(row, run, pages);
  }

  /** Reads what is due, up to the time of one turn. */
  async turn(
    row: LedgerRow,
    run: string,
    pages: ReportPages,
  ): Promise<{ readonly afterMs: number; readonly isDone: boolean; readonly problem?: string }> {
    const { database, seal, settings, store, runtime } = this.deps;
    const { ledger } = row;
    const begun = runtime.now();
    const refreshed = await pages.refreshedAt(begun);
    const dictionary = await Dictionary.load(database, seal, row);
    const targets = targetsOf(settings, row.created_at, refreshed);
    let known = (await store.coverage(ledger)) ?? emptyCoverage(refreshed);
    const write = (window: Window): Promise<ReadonlySet<number>> =>
      this.#write({ ledger, run, dictionary, pages, known }, window);
    const cover = async (change: Partial<Coverage>): Promise<void> => {
      known = { ...known, ...change };
      await store.cover(ledger, run, known);
    };

    const sinceLast = row.synced_at === null ? Infinity : (await store.now()) - row.synced_at;
    const isDue = sinceLast >= settings.intervalMs;
    const leftMs = isDue ? settings.intervalMs : settings.intervalMs - sinceLast;
    if (isDue && (await this.#isFull(row)))
      return { afterMs: settings.intervalMs, isDone: false, problem: 'too_many_rows' };
    if (isDue) {
      const days = trailingDays(settings, known, refreshed);
      const restated = await write(days);
      const hours = trailingHours(known, refreshed, restated);
      for (const window of hours) await write(window);
      await cover({
        day_until: days.until,
        hour_until: Math.max(known.hour_until, floorTo(refreshed, 1)),
        refreshed_at: Math.max(known.refreshed_at, refreshed),
      });
      await this.#forget(row, targets, known, cover);
    }
    for (;;) {
      const window = backfillWindow(known, targets);
      if (!window) return { afterMs: leftMs, isDone: isDue };
      if (await this.#isFull(row)) return { afterMs: leftMs, isDone: isDue, problem: 'too_many_rows' };
      if (runtime.now() - begun > TURN_MS) return { afterMs: 0, isDone: isDue };
      await write(window);
      await cover(window.width === 24 ? { day_from: window.from } : { hour_from: window.from });
    }
  }

  /** Reads a window and writes its buckets. @returns the days of which a known bucket has changed */
  async #write(
    { ledger, run, dictionary, pages, known }: WriteContext,
    { width, from, until }: Window,
  ): Promise<ReadonlySet<number>> {
    const changed = new Set<number>();
    if (until <= from) return changed;
    const [knownFrom, knownUntil] =
      width === 24 ? [known.day_from, known.day_until] : [known.hour_from, known.hour_until];
    const put = async (at: number, cells: readonly SpendCell[]): Promise<void> => {
      const isKnown = at >= knownFrom && at < knownUntil;
      // Nothing that is known, and nothing to be known.
      if (!isKnown && cells.length === 0) return;
      const written = await writeBucket(this.deps.database, dictionary, {
        ledger,
        run,
        width,
        at,
        cells,
        isKnown,
      });
      if (written > 0 && isKnown) changed.add(floorTo(at, 24));
    };
    const step = width * HOUR_MS;
    let at = from;
    let cells: SpendCell[] = [];
    const asked = { from, until, width: width === 24 ? ('1d' as const) : ('1h' as const) };
    for await (const cell of spendCells(pages.rows, asked)) {
      const start = Date.parse(cell.starting_at);
      for (; at < start; at += step) {
        await put(at, cells);
        cells = [];
      }
      cells.push(cell);
    }
    for (; at < until; at += step) {
      await put(at, cells);
      cells = [];
    }
    return changed;
  }

  /** Removes what is older than it is kept, after the ledger no longer says that it knows it. */
  async #forget(
    { ledger }: LedgerRow,
    targets: { readonly hour: number },
    known: Coverage,
    cover: (change: Partial<Coverage>) => Promise<void>,
  ): Promise<void> {
    const { database, settings } = this.deps;
    const day = floorTo(known.refreshed_at - settings.keepDays * DAY_MS, 24);
    const hour = targets.hour;
    if (known.day_from >= day && known.hour_from >= hour) return;
    await cover({ day_from: Math.max(known.day_from, day), hour_from: Math.max(known.hour_from, hour) });
    await removeBefore(database, ledger, { day, hour });
  }

  /** Whether a ledger was switched off meanwhile: its rows go while it is written, which fails in more than one way. */
  async #isOff({ ledger, tenant_id: tenantId, connector, name }: LedgerRow): Promise<boolean> {
    const now = await this.deps.store
      .find({ tenantId, connector, name })
      .catch(() => ({ ledger, state: 'on' }));
    return now?.ledger !== ledger || now.state !== 'on';
  }

  async #isFull({ tenant_id: tenantId, connector, name }: LedgerRow): Promise<boolean> {
    const now = await this.deps.store.find({ tenantId, connector, name });
    return (now?.versions ?? 0) >= this.deps.settings.maxRows;
  }
}

interface WriteContext {
  readonly ledger: number;
  readonly run: string;
  readonly dictionary: Dictionary;
  readonly pages: ReportPages;
  readonly known: Coverage;
}

/** The code of a failure that is not a mistake of ours; undefined for any other. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof SyncFailure) return error.code;
  if (error instanceof ActionUnfit || error instanceof InexactAmount) return 'upstream_protocol';
  return error instanceof TooManyCombinations ? 'too_many_rows' : undefined;
}
