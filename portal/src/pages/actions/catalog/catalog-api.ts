import { queryOptions, type UseQueryOptions } from '@tanstack/react-query';
import { CONNECTOR_PATH } from '../../../api/connector.js';
import { queryClient } from '../../../api/query-client.js';
import { request } from '../../../api/request.js';
import type { ActionDescription, ActionSummary, Switches } from './action.js';

const ACTIONS_PATH = `${CONNECTOR_PATH}/actions`;
const CATALOG_FRESH_MS = 5 * 60_000;

/** Where the switches are kept. */
export const SWITCHES_KEY = ['switches'] as const;

/** The actions of an Admin key, also those that are switched off; or the operations that want another credential. */
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

/** What is switched off. */
export const switchesQuery = queryOptions({
  queryKey: SWITCHES_KEY,
  queryFn: ({ signal }) => request<Switches>(`${CONNECTOR_PATH}/switches`, { signal }),
});

/** Moves the switch of one action. */
export async function moveSwitch(id: string, enabled: boolean): Promise<void> {
  await request(`${ACTIONS_PATH}/${encodeURIComponent(id)}/switch`, { method: 'PUT', body: { enabled } });
  queryClient.setQueryData<Switches>(
    SWITCHES_KEY,
    (known) =>
      known && { ...known, off: [...known.off.filter((off) => off !== id), ...(enabled ? [] : [id])] },
  );
}

/** Turns read-only mode on or off. */
export async function moveReadOnly(readOnly: boolean): Promise<void> {
  const body = { read_only: readOnly };
  queryClient.setQueryData(
    SWITCHES_KEY,
    await request<Switches>(`${CONNECTOR_PATH}/switches`, { method: 'PUT', body }),
  );
}

const list = async (include: string, signal: AbortSignal): Promise<readonly ActionSummary[]> =>
  (await request<{ data: readonly ActionSummary[] }>(`${ACTIONS_PATH}?include=${include}`, { signal })).data;
