import type { MountedConnector, Runtime } from '../../../src/kit/index.js';
import type { SpendCell } from '../../../src/reports/cells.js';
import type { Database } from '../../../platform/src/database/database.js';
import { keptCells, LEDGER_DIMENSIONS } from '../../../platform/src/ledger/kept-cells.js';
import { ledgerSettingsFrom, type LedgerSettings } from '../../../platform/src/ledger/ledger.config.js';
import { LedgerStore, type LedgerRow } from '../../../platform/src/ledger/ledger-store.js';
import { LedgerSync } from '../../../platform/src/ledger/ledger-sync.js';
import { ROW_SEAL } from '../../database/support/connections.js';
import { CONTEXT } from '../../support/boot-connector.js';
import type { Simulated } from '../../support/boot-simulated.js';

/** The connection of the tests. */
export const REF = { connector: 'anthropic', tenantId: CONTEXT.tenantId, name: 'default' };

/** A ledger of a few days over a simulator. */
export interface Ledgers {
  readonly store: LedgerStore;
  readonly results: string[];
  readonly problems: unknown[];
  row(): Promise<LedgerRow>;
  /** One turn of the sync, whatever is due. */
  sync(signal?: AbortSignal): Promise<void>;
}

/** The settings of a ledger of a few days that is always due. */
export const FEW_DAYS: LedgerSettings = {
  ...ledgerSettingsFrom({}),
  intervalMs: 1,
  backfillDays: 4,
  trailingDays: 6,
  hourlyDays: 1,
  requestsPerMinute: 10_000,
};

/** What is kept of the connection of a booted connector in a database. */
export function ledgersOf(
  database: Database,
  { connector }: Pick<Simulated, 'connector'>,
  runtime: Runtime,
  changes: Partial<LedgerSettings> = {},
): Ledgers {
  const store = new LedgerStore(database);
  const settings = { ...FEW_DAYS, ...changes };
  const [results, problems] = [[] as string[], [] as unknown[]];
  const sync = new LedgerSync({
    database,
    store,
    seal: ROW_SEAL,
    settings,
    connectorOf: () => connector as unknown as MountedConnector,
    isEnabled: async () => true,
    holdsLease: async () => true,
    runtime,
    onEnd: (result) => results.push(result),
    report: (error) => problems.push(error),
  });
  const row = async (): Promise<LedgerRow> => {
    const found = await store.find(REF);
    if (!found) throw new Error('there is no ledger');
    return found;
  };
  return {
    store,
    results,
    problems,
    row,
    sync: async (signal = new AbortController().signal) => sync.run(await row(), signal),
  };
}

/** The cells that a ledger has for what it covers, now or at a moment. */
export async function keptIn(
  database: Database,
  { store, row }: Ledgers,
  width: '1d' | '1h',
  asOf?: number,
): Promise<{ cells: SpendCell[]; from: number; until: number }> {
  const { ledger } = await row();
  const known = await store.coverage(ledger, asOf);
  const now = await store.coverage(ledger);
  if (!known || !now) throw new Error('the ledger covers nothing');
  const [from, until] =
    width === '1d'
      ? [Math.max(known.day_from, now.day_from), known.day_until]
      : [Math.max(known.hour_from, now.hour_from), known.hour_until];
  const cells: SpendCell[] = [];
  const asked = { from, until, width, dimensions: LEDGER_DIMENSIONS, byType: true };
  for await (const { correction: _, ...cell } of keptCells(database, ledger, {
    ...asked,
    ...(asOf === undefined ? {} : { asOf }),
  }))
    cells.push(cell);
  return { cells: inOrder(cells), from, until };
}

/** Cells in one order, without what depends on the order of dimensions. */
export const inOrder = (cells: readonly SpendCell[]): SpendCell[] =>
  [...cells].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
