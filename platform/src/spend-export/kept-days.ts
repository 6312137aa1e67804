import type { ActionOwner, SpendCell } from 'anthropic-admin-connector';
import { ActionRefusal } from 'anthropic-admin-connector/kit';
import { LEDGER_DIMENSIONS } from '../ledger/kept-cells.js';
import type { KeptSnapshot, KeptSpend } from '../ledger/kept-spend.js';
import type { DayRange } from './days.js';
import { DAY_MS, type SpendDay } from './source.js';

/** The days of a connection that a ledger holds. */
export class KeptDays {
  constructor(
    private readonly ledger: KeptSpend,
    private readonly owner: Pick<ActionOwner, 'connector' | 'tenantId' | 'connection'>,
    /** The moment that was asked for, epoch milliseconds. */
    private readonly asOf?: number,
  ) {}

  /**
   * The days of a range that are read from the ledger, as of a moment; undefined where it holds none of them.
   * @throws ActionRefusal where a moment was asked for, and the ledger has not the whole range of it.
   */
  async snapshot(organizationId: string, { from, until }: DayRange): Promise<KeptSnapshot | undefined> {
    const kept = await this.ledger.snapshot({ ...this.owner, organizationId }, this.asOf);
    if (this.asOf !== undefined && !(kept && kept.from <= from && kept.until >= until)) throw notKept(kept);
    return kept && kept.from < until && kept.until > from ? kept : undefined;
  }

  /** The days of a range as they were known at a moment; each in the order that those of the API have. */
  async *days(
    organizationId: string,
    asOf: number,
    from: number,
    until: number,
  ): AsyncGenerator<SpendDay, void, undefined> {
    const owner = { ...this.owner, organizationId };
    for (let at = from; at < until; at += DAY_MS) {
      const cells: (readonly [key: string, cell: SpendCell])[] = [];
      const asked = { from: at, until: at + DAY_MS, dimensions: LEDGER_DIMENSIONS, byType: true, asOf };
      for await (const cell of this.ledger.cells(owner, { ...asked, width: '1d' }))
        cells.push([keyOf(cell), cell]);
      cells.sort(([one], [other]) => (one < other ? -1 : 1));
      if (cells.length > 0) yield { at, cells: cells.map(([, cell]) => cell) };
    }
  }
}

const keyOf = (cell: SpendCell): string =>
  JSON.stringify([
    ...LEDGER_DIMENSIONS.map((name) => cell[name]),
    cell.cost_type,
    cell.token_type,
    cell.unit,
  ]);

const notKept = (kept: KeptSnapshot | undefined): ActionRefusal =>
  kept
    ? new ActionRefusal(
        `Of that moment, the ledger has the days from ${dayOf(kept.from)} to before ${dayOf(kept.until)}.`,
        'Ask for a range within these days, or leave the moment out for the figures of today.',
      )
    : new ActionRefusal(
        'Of that moment, no ledger of this connection has anything.',
        'Leave the moment out for the figures of today.',
      );

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
