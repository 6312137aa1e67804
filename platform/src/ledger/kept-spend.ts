import type {
  ConnectionRef,
  LedgerAsked,
  LedgerCoverage,
  SpendCell,
  SpendLedger,
} from 'anthropic-admin-connector';
import { ActionRefusal } from 'anthropic-admin-connector/kit';
import type { Database } from '../database/database.js';
import { keptCells, LEDGER_DIMENSIONS } from './kept-cells.js';
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
      from: Math.min(day_from, hour_from),
      until: Math.max(day_until, hour_until),
      hoursFrom: hour_from,
      refreshedAt: refreshed_at,
      dimensions: LEDGER_DIMENSIONS,
    };
  }

  /** Yields cells; of a range that is not known, nothing. */
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
  }

  async #known(
    owner: Owner,
    asOf?: number,
  ): Promise<{ readonly ledger: number; readonly coverage: Coverage } | undefined> {
    const row = await this.#store.find(refOf(owner));
    const isOurs =
      row?.state === 'on' && row.organization_id !== null && row.organization_id === owner.organizationId;
    const coverage = isOurs ? await this.#store.coverage(row.ledger, asOf) : undefined;
    return isOurs && coverage ? { ledger: row.ledger, coverage } : undefined;
  }
}

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

const refOf = ({ connector, tenantId, connection }: Owner): ConnectionRef => ({
  connector,
  tenantId,
  name: connection,
});
