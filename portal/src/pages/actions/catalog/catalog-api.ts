import { queryOptions, useQuery } from '@tanstack/react-query';
import type { UseQueryOptions } from '@tanstack/react-query';
import { connectorPath } from '../../../api/connectors.js';
import { queryClient } from '../../../api/query-client.js';
import { request } from '../../../api/request.js';
import { useConnector, usePermission } from '../../../session/connector-context.js';
import type { ActionDescription, ActionSummary, Switches } from './action.js';

const actionsPath = (connector: string): string => `${connectorPath(connector)}/actions`;
const switchesPath = (connector: string): string => `${connectorPath(connector)}/switches`;
const CATALOG_FRESH_MS = 5 * 60_000;

/** The query key of the switches of every connector. */
export const SWITCHES_KEY = ['switches'] as const;

/** The actions that the credential allows, including those that are switched off; or the operations that require another credential. */
export const catalogQuery = (
  connector: string,
  kind: 'own' | 'foreign',
): UseQueryOptions<readonly ActionSummary[]> => ({
  queryKey: ['actions', connector, '', kind],
  staleTime: CATALOG_FRESH_MS,
  queryFn: async ({ signal }) => {
    const own = await list(connector, 'switched_off', signal);
    if (kind === 'own') return own;
    const ids = new Set(own.map(({ id }) => id));
    return (await list(connector, 'all,switched_off', signal)).filter(({ id }) => !ids.has(id));
  },
});

/** One action with its schema, limitations and example. */
export const actionQuery = (connector: string, id: string): UseQueryOptions<ActionDescription> => ({
  queryKey: ['actions', connector, id],
  staleTime: CATALOG_FRESH_MS,
  queryFn: ({ signal }) =>
    request<ActionDescription>(`${actionsPath(connector)}/${encodeURIComponent(id)}`, { signal }),
});

/** The switches of the tenant. */
export const switchesQuery = (connector: string) =>
  queryOptions({
    queryKey: [...SWITCHES_KEY, connector],
    queryFn: ({ signal }) => request<Switches>(switchesPath(connector), { signal }),
  });

/** Switches one action on or off. */
export async function setSwitch(connector: string, id: string, enabled: boolean): Promise<void> {
  const path = `${actionsPath(connector)}/${encodeURIComponent(id)}/switch`;
  await request(path, { method: 'PUT', body: { enabled } });
  queryClient.setQueryData(
    switchesQuery(connector).queryKey,
    (known) =>
      known && { ...known, off: [...known.off.filter((off) => off !== id), ...(enabled ? [] : [id])] },
  );
}

/** Switches read-only mode on or off. */
export async function setReadOnly(connector: string, readOnly: boolean): Promise<void> {
  const body = { read_only: readOnly };
  queryClient.setQueryData(
    switchesQuery(connector).queryKey,
    await request<Switches>(switchesPath(connector), { method: 'PUT', body }),
  );
}

async function list(
  connector: string,
  include: string,
  signal: AbortSignal,
): Promise<readonly ActionSummary[]> {
  const path = `${actionsPath(connector)}?include=${include}`;
  return (await request<{ data: readonly ActionSummary[] }>(path, { signal })).data;
}

/** The switches; undefined while loading and without the permission to read them. */
export function useSwitches(): Switches | undefined {
  const may = usePermission('switches:read');
  return useQuery({ ...switchesQuery(useConnector().id), enabled: may }).data;
}
