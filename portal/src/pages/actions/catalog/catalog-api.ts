import { queryOptions, useQuery } from '@tanstack/react-query';
import type { UseQueryOptions } from '@tanstack/react-query';
import { CONNECTOR_PATH } from '../../../api/connectors.js';
import { queryClient } from '../../../api/query-client.js';
import { request } from '../../../api/request.js';
import { usePermission } from '../../../session/session-context.js';
import type { ActionDescription, ActionSummary, Switches } from './action.js';

const ACTIONS_PATH = `${CONNECTOR_PATH}/actions`;
const CATALOG_FRESH_MS = 5 * 60_000;

/** The query key of the switches. */
export const SWITCHES_KEY = ['switches'] as const;

/** The actions of an Admin key, including those that are switched off; or the operations that require another credential. */
export const catalogQuery = (kind: 'own' | 'foreign'): UseQueryOptions<readonly ActionSummary[]> => ({
  queryKey: ['actions', '', kind],
  staleTime: CATALOG_FRESH_MS,
  queryFn: async ({ signal }) => {
    const own = await list('switched_off', signal);
    if (kind === 'own') return own;
    const ids = new Set(own.map(({ id }) => id));
    return (await list('all,switched_off', signal)).filter(({ id }) => !ids.has(id));
  },
});

/** One action with its schema, limitations and example. */
export const actionQuery = (id: string): UseQueryOptions<ActionDescription> => ({
  queryKey: ['actions', id],
  staleTime: CATALOG_FRESH_MS,
  queryFn: ({ signal }) =>
    request<ActionDescription>(`${ACTIONS_PATH}/${encodeURIComponent(id)}`, { signal }),
});

/** The switches of the tenant. */
export const switchesQuery = queryOptions({
  queryKey: SWITCHES_KEY,
  queryFn: ({ signal }) => request<Switches>(`${CONNECTOR_PATH}/switches`, { signal }),
});

/** Switches one action on or off. */
export async function setSwitch(id: string, enabled: boolean): Promise<void> {
  await request(`${ACTIONS_PATH}/${encodeURIComponent(id)}/switch`, { method: 'PUT', body: { enabled } });
  queryClient.setQueryData<Switches>(
    SWITCHES_KEY,
    (known) =>
      known && { ...known, off: [...known.off.filter((off) => off !== id), ...(enabled ? [] : [id])] },
  );
}

/** Switches read-only mode on or off. */
export async function setReadOnly(readOnly: boolean): Promise<void> {
  const body = { read_only: readOnly };
  queryClient.setQueryData(
    SWITCHES_KEY,
    await request<Switches>(`${CONNECTOR_PATH}/switches`, { method: 'PUT', body }),
  );
}

const list = async (include: string, signal: AbortSignal): Promise<readonly ActionSummary[]> =>
  (await request<{ data: readonly ActionSummary[] }>(`${ACTIONS_PATH}?include=${include}`, { signal })).data;

/** The switches; undefined while loading and without the permission to read them. */
export function useSwitches(): Switches | undefined {
  const may = usePermission('switches:read');
  return useQuery({ ...switchesQuery, enabled: may }).data;
}
