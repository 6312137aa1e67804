import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** The name of the connection of the page. */
export const CONNECTION = 'default';

/** A connector, whether or not it has a connection. */
export interface Connector {
  readonly id: string;
  readonly name: string;
  /** The vendor of the API, as in "Acme". */
  readonly vendor: string;
  readonly description: string;
  readonly version: string;
  readonly credential: {
    /** The name of the credential, as in "API key". */
    readonly name: string;
    readonly field: { readonly label: string; readonly placeholder: string };
    readonly help: string;
    /** Where a user creates the credential. */
    readonly page: string;
  };
  readonly actionCount: number;
}

/** The connectors of the platform. */
export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  staleTime: Infinity,
  queryFn: async ({ signal }) => (await request<{ data: Connector[] }>('v1/connectors', { signal })).data,
});

/** The path prefix of the routes of a connector, relative to the page. */
export const connectorPath = (connector: string): string => `v1/connectors/${encodeURIComponent(connector)}`;
