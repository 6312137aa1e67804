import { queryOptions } from '@tanstack/react-query';
import { RECORDS_KEY } from '../actions/pickers/records-api.js';
import { invoke } from '../actions/run/invocation-api.js';

/** A member or an invite. */
export interface Person {
  readonly id: string;
  readonly kind: 'member' | 'invite';
  /** Null of an invite. */
  readonly name: string | null;
  readonly email: string;
  readonly role: string;
  /** `member`, or what became of an invite. */
  readonly state: 'member' | 'pending' | 'expired';
  /** When the member was added, or the invite was sent; RFC 3339. */
  readonly since: string;
  /** Of an invite. */
  readonly expiresAt?: string;
}

/** People, and whether there are more. */
export interface People {
  readonly people: readonly Person[];
  readonly isPartial: boolean;
}

/** An API key that somebody has made. */
export interface MadeKey {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

/** What a member has. */
export interface Holdings {
  readonly workspaces: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  /** How many workspaces were not looked into. */
  readonly workspacesLeft: number;
  readonly keys: readonly MadeKey[];
  /** Cost of the last 30 days in US dollars, a decimal text. */
  readonly cost: string;
  readonly isPartial: boolean;
}

const FRESH_MS = 60_000;
const MOST_PAGES = 100;
const MOST_WORKSPACES = 30;

type Row = Readonly<Record<string, unknown>>;

async function listOf(
  connector: string,
  action: string,
  input: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<{ readonly rows: readonly Row[]; readonly isPartial: boolean }> {
  const { data, meta } = await invoke(
    { connector, action, input, maxPages: MOST_PAGES, isLookUp: true },
    signal,
  );
  return { rows: (data as { data?: readonly Row[] }).data ?? [], isPartial: meta.partial !== undefined };
}

const textIn = (row: Row, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : '';
};

/** The members and the invites that are open or have expired; every write refetches them. */
export const peopleQuery = (connector: string) =>
  queryOptions({
    queryKey: [...RECORDS_KEY, connector, 'people'],
    staleTime: FRESH_MS,
    queryFn: async ({ signal }): Promise<People> => {
      const [members, invites] = await Promise.all([
        listOf(connector, 'users_list', {}, signal),
        listOf(connector, 'invites_list', { statuses: ['pending', 'expired'] }, signal),
      ]);
      return {
        people: [...members.rows.map(memberOf), ...invites.rows.map(inviteOf)],
        isPartial: members.isPartial || invites.isPartial,
      };
    },
  });

const memberOf = (row: Row): Person => ({
  id: textIn(row, 'id'),
  kind: 'member',
  name: textIn(row, 'name'),
  email: textIn(row, 'email'),
  role: textIn(row, 'role'),
  state: 'member',
  since: textIn(row, 'added_at'),
});

const inviteOf = (row: Row): Person => ({
  id: textIn(row, 'id'),
  kind: 'invite',
  name: null,
  email: textIn(row, 'email'),
  role: textIn(row, 'role'),
  state: row['status'] === 'expired' ? 'expired' : 'pending',
  since: textIn(row, 'invited_at'),
  expiresAt: textIn(row, 'expires_at'),
});

/** The workspaces, API keys and cost of a member. */
export const holdingsQuery = (connector: string, id: string) =>
  queryOptions({
    queryKey: [...RECORDS_KEY, connector, 'holdings', id],
    staleTime: FRESH_MS,
    queryFn: async ({ signal }): Promise<Holdings> => {
      const [workspaces, keys, cost] = await Promise.all([
        listOf(connector, 'workspaces_list', {}, signal),
        listOf(connector, 'api_keys_list', {}, signal),
        invoke(
          {
            connector,
            action: 'spend_query',
            input: { range: 'last_30_days', actor_ids: [id] },
            isLookUp: true,
          },
          signal,
        ),
      ]);
      const asked = workspaces.rows.slice(0, MOST_WORKSPACES);
      const members = await Promise.all(
        asked.map(async (workspace) => {
          const input = { workspace_id: textIn(workspace, 'id') };
          const { rows } = await listOf(connector, 'workspace_members_list', input, signal);
          const own = rows.find((row) => row['user_id'] === id);
          return (
            own && {
              id: input.workspace_id,
              name: textIn(workspace, 'name'),
              role: textIn(own, 'workspace_role'),
            }
          );
        }),
      );
      return {
        workspaces: members.filter((one) => one !== undefined),
        workspacesLeft: workspaces.rows.length - asked.length,
        keys: keys.rows
          .filter((row) => (row['created_by'] as { id?: string } | undefined)?.id === id)
          .map((row) => ({
            id: textIn(row, 'id'),
            name: textIn(row, 'name'),
            status: textIn(row, 'status'),
          })),
        cost: (cost.data as { totals?: { amount_usd?: string } }).totals?.amount_usd ?? '0',
        isPartial: workspaces.isPartial || keys.isPartial || cost.meta.partial !== undefined,
      };
    },
  });
