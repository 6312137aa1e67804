import type {
  InvocationContext,
  Outcome,
  OutcomeError,
  ReportRows,
  Runtime,
} from 'anthropic-admin-connector';
import type { MountedConnector } from 'anthropic-admin-connector/kit';
import type { LedgerRow } from './ledger-store.js';

/** The actor of the ledger in the audit, and to the limiter. */
export const LEDGER_ACTOR = { id: 'ledger', type: 'service' } as const;

/** A report could not be read. */
export class SyncFailure extends Error {
  override readonly name = 'SyncFailure';

  constructor(
    readonly code: string,
    readonly afterMs = 0,
  ) {
    super(`The report could not be read: ${code}.`);
  }
}

/** What reads the reports of one sync. */
export interface ReportPagesDeps {
  readonly connector: Pick<MountedConnector, 'invokeById'>;
  readonly sync: LedgerRow;
  readonly organizationId: string;
  /** Asked again before each request and while it lasts. */
  readonly stillAllowed: () => Promise<boolean>;
  readonly signal: AbortSignal;
  readonly runtime: Runtime;
  readonly requestsPerMinute: number;
}

const MINUTE_MS = 60_000;
/** How many pages one invocation reads: each is one entry of the audit. */
const PAGES_AT_ONCE = 5;
/** How long a request waits for the limiter: the ledger makes way for all others. */
const PATIENCE_MS = 30_000;

interface ReportPage {
  readonly data: readonly unknown[];
  readonly data_refreshed_at: string | null;
}

/** Reads reports by invocations as anybody makes them, slowly, and stops where the sync may not go on. */
export class ReportPages {
  constructor(private readonly deps: ReportPagesDeps) {}

  /** The rows of a report, for `spendCells`. */
  readonly rows: ReportRows = (actionId, input) => this.#rows(actionId, input);

  /**
   * Up to when the API has data, epoch milliseconds.
   * @throws SyncFailure
   */
  async refreshedAt(now: number): Promise<number> {
    const starting_at = new Date(Math.floor(now / HOUR_MS) * HOUR_MS - HOUR_MS).toISOString();
    const { data } = await this.#invoke('analytics_cost_list', { starting_at, limit: 1 }, {});
    const time = Date.parse(String(data.data_refreshed_at));
    if (Number.isNaN(time)) throw new SyncFailure('no_data', HOUR_MS);
    return Math.min(time, now);
  }

  async *#rows(
    actionId: string,
    input: Readonly<Record<string, unknown>>,
  ): AsyncGenerator<unknown, void, undefined> {
    const seen = new Set<string>();
    for (let cursor: object | null = {}; cursor !== null;) {
      const read: PageRead = await this.#invoke(
        actionId,
        { ...input, ...cursor },
        { all: true, maxPages: PAGES_AT_ONCE },
      );
      yield* read.data.data;
      const text = JSON.stringify(read.next);
      if (seen.has(text)) throw new SyncFailure('upstream_protocol');
      seen.add(text);
      cursor = read.next;
    }
  }

  async #invoke(
    actionId: string,
    input: object,
    how: Pick<InvocationContext, 'all' | 'maxPages'>,
  ): Promise<PageRead> {
    const { connector, sync, organizationId, signal, runtime, stillAllowed, requestsPerMinute } = this.deps;
    if (signal.aborted || !(await stillAllowed())) throw new SyncFailure('stopped');
    const outcome: Outcome = await connector.invokeById(actionId, input, {
      tenantId: sync.tenant_id,
      connection: sync.name,
      actor: LEDGER_ACTOR,
      deadline: runtime.now() + PATIENCE_MS * PAGES_AT_ONCE,
      signal,
      stillAllowed,
      ...how,
    });
    if (!outcome.ok) throw failureOf(outcome.error);
    const { partial, attempts, organizationId: answered } = outcome.meta;
    // A key of another organization was saved meanwhile.
    if (answered !== undefined && answered !== organizationId) throw new SyncFailure('other_organization');
    await runtime.sleep((attempts * MINUTE_MS) / requestsPerMinute, signal).catch(() => undefined);
    const next = outcome.page?.next ?? null;
    if (partial && ((partial.reason !== 'page_budget' && partial.reason !== 'size_budget') || next === null))
      throw new SyncFailure(partial.reason, partial.afterMs);
    if (outcome.page?.hasMore === true && next === null) throw new SyncFailure('upstream_protocol');
    return { data: outcome.data as ReportPage, next };
  }
}

interface PageRead {
  readonly data: ReportPage;
  readonly next: object | null;
}

const HOUR_MS = 3_600_000;

const failureOf = ({ code, retry }: OutcomeError): SyncFailure => new SyncFailure(code, retry.afterMs);
