import { CONNECTION, connectorPath } from '../../../api/connectors.js';
import { request } from '../../../api/request.js';
import type { ActionInput } from '../catalog/action.js';

/** What a dry run could not check. */
export type UncheckedPart = 'credential' | 'look_up';

/** The metadata of an outcome. */
export interface OutcomeMeta {
  readonly requestId: string;
  readonly durationMs: number;
  readonly attempts: number;
  readonly upstreamRequestId?: string;
  readonly organizationId?: string;
  readonly warnings?: readonly string[];
  readonly partial?: { readonly reason: string; readonly message: string };
  readonly replayed?: true;
  readonly dryRun?: true;
  /** Of a dry run: what could not be checked. */
  readonly unchecked?: readonly UncheckedPart[];
}

/** The outcome of a successful invocation. */
export interface Success {
  readonly actionId: string;
  readonly data: unknown;
  readonly page?: { readonly hasMore: boolean; readonly next: Readonly<Record<string, string>> | null };
  readonly meta: OutcomeMeta;
}

/** The parameters of an invocation. */
export interface Invocation {
  /** Id of the connector. */
  readonly connector: string;
  /** That of the page by default. */
  readonly connection?: string;
  readonly action: string;
  readonly input: ActionInput;
  readonly dryRun?: boolean;
  /** Set for what the page reads by itself; the activity tells it from what the user did. */
  readonly isLookUp?: boolean;
  /** Reads all pages of a list, or this number of pages. */
  readonly maxPages?: number;
  /** The idempotency key: the platform sends a write with the same key only once. */
  readonly idempotencyKey?: string;
}

/**
 * Invokes an action.
 * @throws ApiProblem, Unreachable
 */
export const invoke = (
  {
    connector,
    connection = CONNECTION,
    action,
    input,
    dryRun,
    isLookUp,
    maxPages,
    idempotencyKey,
  }: Invocation,
  signal?: AbortSignal,
): Promise<Success> =>
  request<Success>(`${connectorPath(connector)}/actions/${encodeURIComponent(action)}/invoke`, {
    method: 'POST',
    signal,
    idempotencyKey,
    body: {
      connection,
      input,
      ...(dryRun ? { dry_run: true } : {}),
      ...(isLookUp ? { look_up: true } : {}),
      ...(maxPages === undefined ? {} : { all: true, max_pages: maxPages }),
    },
  });
