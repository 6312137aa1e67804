import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** The connector of this page. */
export const CONNECTOR = 'anthropic';

/** The path prefix of its routes, relative to the page. */
export const CONNECTOR_PATH = `v1/connectors/${CONNECTOR}`;

/** The name of the connection of the page. */
export const CONNECTION = 'default';

/** A connector, whether or not it has a connection. */
export interface Connector {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly actionCount: number;
}

/** The connectors of the platform. */
export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  staleTime: Infinity,
  queryFn: async ({ signal }) => (await request<{ data: Connector[] }>('v1/connectors', { signal })).data,
});
