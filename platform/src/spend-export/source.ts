import {
  InvocationError,
  spendCells,
  type AnthropicConnector,
  type FocusAbout,
  type SpendCell,
  type InvocationContext,
} from 'anthropic-admin-connector';

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The cells of one day (UTC). */
export interface SpendDay {
  /** Start of the day, epoch milliseconds. */
  readonly at: number;
  readonly cells: readonly SpendCell[];
}

/** Where an export reads from. */
export interface SpendSource {
  /** What all rows have in common, of a range that begins on a day. */
  about(from: number): Promise<FocusAbout>;
  /** The days of a range that have cells, oldest first, each in one order; times are epoch milliseconds. */
  days(from: number, until: number): AsyncIterable<SpendDay>;
}

/** Reads the spend of a connection from the API, one day in memory at a time. */
export function sourceOf(connector: AnthropicConnector, context: InvocationContext): SpendSource {
  return {
    about: async (from) => {
      const organization = await invoke(connector, 'organization_get', {}, context);
      const workspaces: [string, string][] = [];
      for await (const { id, name } of connector.items(
        'workspaces_list',
        { include_archived: true },
        context,
      ))
        workspaces.push([id, name]);
      const [starting_at, ending_at] = [from, from + DAY_MS].map((time) => new Date(time).toISOString());
      const asked = { starting_at: starting_at!, ending_at, limit: 1 };
      const costs = await invoke(connector, 'analytics_cost_list', asked, context);
      return {
        organization: { id: organization.id, name: organization.name },
        workspaces: Object.fromEntries(workspaces.sort(([one], [other]) => (one < other ? -1 : 1))),
        refreshedAt: costs.data_refreshed_at === null ? null : toSecond(costs.data_refreshed_at),
      };
    },
    days: (from, until) =>
      daysOf(
        spendCells((actionId, input) => connector.rows(actionId, input as never, context), {
          from,
          until,
          width: '1d',
        }),
      ),
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

async function invoke<Id extends 'organization_get' | 'analytics_cost_list'>(
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
