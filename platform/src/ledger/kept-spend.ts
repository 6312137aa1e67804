import type {
  ConnectionRef,
  LedgerAsked,
  LedgerChange,
  LedgerChangesAsked,
  LedgerCoverage,
  LedgerPosition,
  SpendCell,
  SpendLedger,
} from 'anthropic-admin-connector';
import { ActionRefusal } from 'anthropic-admin-connector/kit';
import type { Database } from '../database/database.js';
import { keptCells, LEDGER_DIMENSIONS } from './kept-cells.js';
import { readChanges } from './ledger-changes.js';
import { LedgerStore, type Coverage } from './ledger-store.js';

/** Whose spend is asked for: the connection, and its organization as far as it is known. */
type Owner = Parameters<SpendLedger['coverage']>[0];

/** The ledgers of the platform, as the actions about spend read them in place of the API. */
export class KeptSpend implements SpendLedger {
  readonly #store: LedgerStore;

  constructor(private readonly database: Pick<Database, 'db' | 'engine'>) {
    this.#store = new LedgerStore(database);
  }

  /** What a ledger knows; undefined where none is kept, or it is that of a key of another organization. */
  async coverage(owner: Owner): Promise<LedgerCoverage | undefined> {
    const known = (await this.#known(owner))?.coverage;
    if (!known) return undefined;
    const { day_from, hour_from, day_until, hour_until, refreshed_at } = known;
    return {
      from: day_from,
      until: Math.max(day_until, hour_until),
      hoursFrom: hour_from,
      refreshedAt: refreshed_at,
      dimensions: LEDGER_DIMENSIONS,
    };
  }

  /**
   * What a ledger knew completely at a moment, the last one that it has written by default. No version that is written later is
   * of that moment, so reading by it gives the same again.
   */
  async snapshot(owner: Owner, asOf = Infinity): Promise<KeptSnapshot | undefined> {
    const found = await this.#known(owner);
    if (!found) return undefined;
    const { ledger, moment, coverage: now } = found;
    const at = Math.min(asOf, moment);
    const then = await this.#store.coverage(ledger, at);
    if (!then) return undefined;
    const { day_from, day_until: until, refreshed_at: refreshedAt } = then;
    const from = Math.max(day_from, now.day_from);
    return from < until ? { asOf: at, from, until, refreshedAt, latest: now.refreshed_at } : undefined;
  }

  /**
   * Yields cells; of a range that is not known, nothing.
   * @throws ActionRefusal for a moment of which the range is not known, and where the ledger removes it meanwhile.
   */
  async *cells(owner: Owner, asked: LedgerAsked): AsyncGenerator<SpendCell, void, undefined> {
    const found = await this.#known(owner, asked.asOf);
    if (!found) {
      if (asked.asOf === undefined) return;
      throw notKnown();
    }
    const { ledger, coverage } = found;
    const isHours = asked.width === '1h';
    // The last days are of hours where their end has not come.
    const days = isHours ? asked.from : Math.min(asked.until, Math.max(asked.from, coverage.day_until));
    if (asked.asOf !== undefined && !isCovered(coverage, { ...asked, days })) throw notKnown();
    if (days > asked.from) yield* keptCells(this.database, ledger, { ...asked, until: days });
    if (days < asked.until) yield* keptCells(this.database, ledger, { ...asked, from: days, width: '1h' });
    const now = await this.#known(owner);
    if (now?.ledger !== ledger || !isStillKept(now.coverage, { ...asked, days })) throw notKept();
  }

  /** What was restated; undefined where no ledger is kept. */
  async changes(
    owner: Owner,
    asked: LedgerChangesAsked,
  ): Promise<(readonly [LedgerChange, LedgerPosition])[] | undefined> {
    const found = await this.#known(owner);
    return found && readChanges(this.database, found.ledger, asked);
  }

  async #known(
    owner: Owner,
    asOf?: number,
  ): Promise<{ readonly ledger: number; readonly moment: number; readonly coverage: Coverage } | undefined> {
    const row = await this.#store.find(refOf(owner));
    const isOurs =
      row?.state === 'on' && row.organization_id !== null && row.organization_id === owner.organizationId;
    const coverage = isOurs ? await this.#store.coverage(row.ledger, asOf) : undefined;
    return isOurs && coverage ? { ledger: row.ledger, moment: row.moment, coverage } : undefined;
  }
}

/** Days that a ledger knew completely at a moment, and still keeps; epoch milliseconds. */
export interface KeptSnapshot {
  readonly asOf: number;
  readonly from: number;
  readonly until: number;
  /** Until when the data of the API was complete at that moment. */
  readonly refreshedAt: number;
  /** The same at the last sync. */
  readonly latest: number;
}

/** Whether nothing of what was read has been removed by now: a ledger says so before it removes. */
const isStillKept = (
  now: Coverage,
  { from, days, until }: { readonly from: number; readonly days: number; readonly until: number },
): boolean => (days <= from || from >= now.day_from) && (days >= until || days >= now.hour_from);

/** Whether a ledger knew daily cells up to `days` and hourly ones after it. */
const isCovered = (
  known: Coverage,
  { from, days, until }: { readonly from: number; readonly days: number; readonly until: number },
): boolean =>
  (days <= from || (from >= known.day_from && days <= known.day_until)) &&
  (days >= until || (days >= known.hour_from && until <= known.hour_until));

const notKnown = (): ActionRefusal =>
  new ActionRefusal(
    'The ledger did not know the whole range at that moment.',
    'Ask for an earlier end of the range, or for a later moment: the state of the ledger says what it covers.',
  );

const notKept = (): ActionRefusal =>
  new ActionRefusal(
    'The ledger no longer keeps the whole range.',
    'Ask for a later start of the range: the state of the ledger says what it covers.',
  );

const refOf = ({ connector, tenantId, connection }: Owner): ConnectionRef => ({
  connector,
  tenantId,
  name: connection,
});
