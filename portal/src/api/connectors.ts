import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** What a connector is, before anything is connected. */
export interface Connector {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly actionCount: number;
}

/** Every connector that the platform has mounted. */
export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  staleTime: Infinity,
  queryFn: async ({ signal }) => (await request<{ data: Connector[] }>('v1/connectors', { signal })).data,
});
