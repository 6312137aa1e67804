import type {
  ConnectionRef,
  LedgerAsked,
  LedgerCoverage,
  SpendCell,
  SpendLedger,
} from 'anthropic-admin-connector';
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
    const found = await this.#known(owner);
    if (found) yield* keptCells(this.database, found.ledger, asked);
  }

  async #known(owner: Owner): Promise<{ readonly ledger: number; readonly coverage: Coverage } | undefined> {
    const row = await this.#store.find(refOf(owner));
    const isOurs =
      row?.state === 'on' && row.organization_id !== null && row.organization_id === owner.organizationId;
    const coverage = isOurs ? await this.#store.coverage(row.ledger) : undefined;
    return isOurs && coverage ? { ledger: row.ledger, coverage } : undefined;
  }
}

const refOf = ({ connector, tenantId, connection }: Owner): ConnectionRef => ({
  connector,
  tenantId,
  name: connection,
});
