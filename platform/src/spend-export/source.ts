import {
  InvocationError,
  spendCells,
  type AnthropicConnector,
  type FocusAbout,
  type SpendCell,
  type InvocationContext,
} from 'anthropic-admin-connector';
import type { KeptSnapshot } from '../ledger/kept-spend.js';
import type { DayRange } from './days.js';
import type { KeptDays } from './kept-days.js';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** What to do where the reports have not the documented form. */
export const UNFIT_FIX =
  'Check the base URL and any proxies; a report that changes while it is read is whole again later.';

/** The cells of one day (UTC). */
export interface SpendDay {
  /** Start of the day, epoch milliseconds. */
  readonly at: number;
  readonly cells: readonly SpendCell[];
}

/** What an export is about: enough to read it again to the same bytes, as far as a ledger is read. */
export interface SpendAbout extends FocusAbout {
  /** The days that are read from a ledger, as it was at a moment. */
  readonly kept?: KeptSnapshot;
}

/** Where an export reads from. */
export interface SpendSource {
  /** The organization of the connection now. */
  organization(): Promise<SpendAbout['organization']>;
  /** What all rows of a range have in common. */
  about(range: DayRange): Promise<SpendAbout>;
  /** The days of a range that have cells, oldest first, each in one order; times are epoch milliseconds. */
  days(from: number, until: number, about: SpendAbout): AsyncIterable<SpendDay>;
}

/** Reads the spend of a connection, one day in memory at a time: what a ledger holds from there, the rest from the API. */
export function sourceOf(
  connector: AnthropicConnector,
  context: InvocationContext,
  ledger?: KeptDays,
): SpendSource {
  const reported = (from: number, until: number): AsyncIterable<SpendDay> =>
    daysOf(
      spendCells((actionId, input) => connector.rows(actionId, input as never, context), {
        from,
        until,
        width: '1d',
      }),
    );
  const organizationOf = async (): Promise<SpendAbout['organization']> => {
    const { id, name } = await invoke(connector, 'organization_get', {}, context);
    return { id, name };
  };
  return {
    organization: organizationOf,
    about: async (range) => {
      const organization = await organizationOf();
      const kept = await ledger?.snapshot(organization.id, range);
      const workspaces: [string, string][] = [];
      for await (const { id, name } of connector.items(
        'workspaces_list',
        { include_archived: true },
        context,
      ))
        workspaces.push([id, name]);
      const isKept = kept !== undefined && kept.from <= range.from && kept.until >= range.until;
      // Also where a ledger holds everything: the switches and the audit of the tenant are those of this report.
      const day = isKept ? Math.floor(kept.latest / DAY_MS - 1) * DAY_MS : range.from;
      const [starting_at, ending_at] = [day, day + DAY_MS].map((time) => new Date(time).toISOString());
      const asked = { starting_at: starting_at!, ending_at, limit: 1 };
      const costs = await invoke(connector, 'analytics_cost_list', asked, context);
      if (kept) await invoke(connector, 'analytics_usage_list', asked, context);
      const refreshedAt = isKept ? new Date(kept.refreshedAt).toISOString() : costs.data_refreshed_at;
      return {
        organization,
        workspaces: Object.fromEntries(workspaces.sort(([one], [other]) => (one < other ? -1 : 1))),
        refreshedAt: refreshedAt === null ? null : toSecond(refreshedAt),
        ...(kept && { kept }),
      };
    },
    days: async function* (from, until, { kept, organization }) {
      const [first, last] = kept ? [within(kept.from), within(kept.until)] : [until, until];
      if (from < first) yield* reported(from, first);
      if (ledger && kept && first < last) yield* ledger.days(organization.id, kept.asOf, first, last);
      if (last < until) yield* reported(last, until);

      function within(time: number): number {
        return Math.min(until, Math.max(from, time));
      }
    },
  };
}

/** Collects the cells of each day. */
async function* daysOf(cells: AsyncIterable<SpendCell>): AsyncGenerator<SpendDay, void, undefined> {
  let day: { at: number; cells: SpendCell[] } | undefined;
  for await (const cell of cells) {
    const at = Date.parse(cell.starting_at);
    if (day && day.at !== at) yield day;
    if (day?.at !== at) day = { at, cells: [] };
    day.cells.push(cell);
  }
  if (day) yield day;
}

async function invoke<Id extends 'organization_get' | 'analytics_cost_list' | 'analytics_usage_list'>(
  connector: AnthropicConnector,
  actionId: Id,
  input: Parameters<typeof connector.invoke<Id>>[1],
  context: InvocationContext,
) {
  const outcome = await connector.invoke(actionId, input, context);
  if (!outcome.ok) throw new InvocationError(outcome);
  return outcome.data;
}

const toSecond = (moment: string): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;
