import type { UseQueryOptions } from '@tanstack/react-query';
import { isProblem } from './api-problem.js';
import { CONNECTION, connectorPath } from './connectors.js';
import type { KeyUsePolicy } from './key-use.js';
import { queryClient } from './query-client.js';
import { request } from './request.js';

/** A problem of a key, and how to fix it. */
export interface KeyProblem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** The state of a connection. */
export type ConnectionState = 'pending' | 'active' | 'failing' | 'revoked';

/** A saved key, without its secret. */
export interface Connection {
  readonly name: string;
  readonly state: ConnectionState;
  /** Missing while the connection is pending. */
  readonly organization?: { readonly id: string; readonly name: string };
  /** The key with its middle left out. */
  readonly keyPreview: string;
  readonly revision: number;
  readonly savedBy: string;
  /** Times are RFC 3339. */
  readonly savedAt: string;
  readonly checkedAt?: string;
  readonly usedAt?: string;
  /** Why the connection is pending, failing or revoked. */
  readonly problem?: KeyProblem;
  /** What the key may be used for; missing where that is everything. */
  readonly keyUse?: KeyUsePolicy;
}

/** The result of checking a stored key. */
export interface CheckResult {
  readonly check: { readonly state: 'valid' } | { readonly state: 'invalid'; readonly problem: KeyProblem };
  readonly connection: Connection;
}

/** The options of saving a key. */
export interface SaveOptions {
  /** Allows a key of another organization to replace the stored one. */
  readonly confirmOrganizationChange?: boolean;
  /** Saves a first key even if it could not be checked. */
  readonly keepPending?: boolean;
  readonly signal?: AbortSignal;
}

const listOf = (connector: string): string => `${connectorPath(connector)}/connections`;
const pathOf = (connector: string): string => `${listOf(connector)}/${CONNECTION}`;

interface ConnectionPage {
  readonly data: readonly Connection[];
  readonly page?: { readonly hasMore: boolean };
}

/** The connection of a connector; null if there is none. */
export const connectionQuery = (connector: string): UseQueryOptions<Connection | null> => ({
  queryKey: keyOf(connector),
  queryFn: async ({ signal }) => {
    // The list first: browsers log a 404 as an error, but a missing connection is not one.
    const { data, page } = await request<ConnectionPage>(listOf(connector), { signal });
    const found = data.find(({ name }) => name === CONNECTION);
    return found ?? (page?.hasMore ? findByName(connector, signal) : null);
  },
});

const keyOf = (connector: string) => ['connections', connector, CONNECTION] as const;

const findByName = (connector: string, signal: AbortSignal): Promise<Connection | null> =>
  request<Connection>(pathOf(connector), { signal }).catch((error: unknown) => {
    if (isProblem(error, 'not_found')) return null;
    throw error;
  });

/** The query keys that a change of a connection invalidates. */
export const CONNECTION_CHANGES = [['connections'], ['audit']] as const;

/** Saves a key. @throws ApiProblem with the reason if it was not saved */
export async function saveKey(
  connector: string,
  key: string,
  { confirmOrganizationChange, keepPending, signal }: SaveOptions,
): Promise<Connection> {
  const body = {
    api_key: key,
    confirm_organization_change: confirmOrganizationChange,
    keep_pending: keepPending,
  };
  return remember(connector, await request<Connection>(pathOf(connector), { method: 'PUT', signal, body }));
}

/** Checks the stored key with its API. */
export async function checkConnection(connector: string): Promise<CheckResult> {
  const result = await request<CheckResult>(`${pathOf(connector)}/check`, { method: 'POST' });
  remember(connector, result.connection);
  return result;
}

/** Deletes the key and the connection. */
export async function removeConnection(connector: string): Promise<void> {
  await request<void>(pathOf(connector), { method: 'DELETE' });
  remember(connector, null);
}

/** Puts the response into the cache immediately, instead of showing outdated data until the next fetch. */
function remember<T extends Connection | null>(connector: string, connection: T): T {
  queryClient.setQueryData<Connection | null>(keyOf(connector), connection);
  return connection;
}
