import { queryOptions } from '@tanstack/react-query';
import { isProblem } from './api-problem.js';
import { CONNECTION, CONNECTOR_PATH } from './connector.js';
import { queryClient } from './query-client.js';
import { request } from './request.js';

/** What is wrong with a key, and what to do about it. */
export interface KeyProblem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** Where a connection stands. */
export type ConnectionState = 'pending' | 'active' | 'failing' | 'revoked';

/** A saved key as it may be shown. */
export interface Connection {
  readonly name: string;
  readonly state: ConnectionState;
  /** Unknown while the connection is pending. */
  readonly organization?: { readonly id: string; readonly name: string };
  /** Prefix and last four characters of the key. */
  readonly keyPreview: string;
  readonly revision: number;
  readonly savedBy: string;
  /** The moments are RFC 3339. */
  readonly savedAt: string;
  readonly checkedAt?: string;
  readonly usedAt?: string;
  /** Why the connection is pending, failing or revoked. */
  readonly problem?: KeyProblem;
}

/** What a check of a stored key found. */
export interface CheckResult {
  readonly check: { readonly state: 'valid' } | { readonly state: 'invalid'; readonly problem: KeyProblem };
  readonly connection: Connection;
}

/** How a key is saved. */
export interface SaveOptions {
  /** Lets a key of another organization replace the one that is stored. */
  readonly confirmOrganizationChange?: boolean;
  /** Keeps a first key that could not be checked. */
  readonly keepPending?: boolean;
  readonly signal?: AbortSignal;
}

const LIST = `${CONNECTOR_PATH}/connections`;
const PATH = `${LIST}/${CONNECTION}`;

interface ConnectionPage {
  readonly data: readonly Connection[];
  readonly page?: { readonly hasMore: boolean };
}

/** The connection that the page manages; null where there is none. */
export const connectionQuery = queryOptions({
  queryKey: ['connections', CONNECTION],
  queryFn: async ({ signal }): Promise<Connection | null> => {
    // The list first: a browser logs a 404 as a fault, and that there is none yet is no fault.
    const { data, page } = await request<ConnectionPage>(LIST, { signal });
    const found = data.find(({ name }) => name === CONNECTION);
    return found ?? (page?.hasMore ? findByName(signal) : null);
  },
});

const findByName = (signal: AbortSignal): Promise<Connection | null> =>
  request<Connection>(PATH, { signal }).catch((error: unknown) => {
    if (isProblem(error, 'not_found')) return null;
    throw error;
  });

/** What a change of a connection changes. */
export const CONNECTION_CHANGES = [['connections'], ['audit']] as const;

/** Saves a key. @throws ApiProblem which says why it was not */
export async function saveKey(
  key: string,
  { confirmOrganizationChange, keepPending, signal }: SaveOptions,
): Promise<Connection> {
  const body = {
    api_key: key,
    confirm_organization_change: confirmOrganizationChange,
    keep_pending: keepPending,
  };
  return remember(await request<Connection>(PATH, { method: 'PUT', signal, body }));
}

/** Asks Anthropic about the stored key. */
export async function checkConnection(): Promise<CheckResult> {
  const result = await request<CheckResult>(`${PATH}/check`, { method: 'POST' });
  remember(result.connection);
  return result;
}

/** Destroys the key and forgets the connection. */
export async function removeConnection(): Promise<void> {
  await request<void>(PATH, { method: 'DELETE' });
  remember(null);
}

/** Shows what an answer has told at once: what was done would stand beside what was before it. */
function remember<T extends Connection | null>(connection: T): T {
  queryClient.setQueryData(connectionQuery.queryKey, connection);
  return connection;
}
