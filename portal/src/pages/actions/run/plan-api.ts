import type { UseQueryOptions } from '@tanstack/react-query';
import { CONNECTION, connectorPath } from '../../../api/connectors.js';
import { request } from '../../../api/request.js';
import type { ActionInput } from '../catalog/action.js';

/** One consequence of a call; the names in it are untrusted text. */
export interface Consequence {
  readonly kind: string;
  readonly text: string;
  readonly count?: number;
  readonly items?: readonly { readonly id: string; readonly name: string; readonly note?: string }[];
}

/** What a call would do. */
export interface Plan {
  readonly consequences: readonly Consequence[];
  readonly final: readonly string[];
  readonly unknown: readonly string[];
}

/** What running an action would do now: it is read each time, and kept nowhere. */
export const planQuery = (connector: string, action: string, input: ActionInput): UseQueryOptions<Plan> => ({
  queryKey: ['plan', connector, action, input],
  staleTime: 0,
  gcTime: 0,
  retry: false,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  queryFn: async ({ signal }) => {
    const path = `${connectorPath(connector)}/actions/${encodeURIComponent(action)}/plan`;
    const body = { connection: CONNECTION, input };
    const { data } = await request<{ readonly data: Plan }>(path, { method: 'POST', signal, body });
    return data;
  },
});
