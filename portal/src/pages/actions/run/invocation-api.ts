import { CONNECTION, CONNECTOR_PATH } from '../../../api/connector.js';
import { request } from '../../../api/request.js';
import type { Input } from '../catalog/action.js';

/** How an invocation went. */
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
}

/** An invocation that did what it was asked. */
export interface Success {
  readonly actionId: string;
  readonly data: unknown;
  readonly page?: { readonly hasMore: boolean; readonly next: Readonly<Record<string, string>> | null };
  readonly meta: OutcomeMeta;
}

/** What is invoked, and how. */
export interface Invocation {
  readonly action: string;
  readonly input: Input;
  readonly dryRun?: boolean;
  /** Reads a list to its end, or so many pages. */
  readonly maxPages?: number;
  /** Makes the platform send a write once, however often it is asked. */
  readonly idempotencyKey?: string;
}

/**
 * Invokes an action by the connection that the page manages.
 * @throws ApiProblem, Unreachable
 */
export const invoke = (
  { action, input, dryRun, maxPages, idempotencyKey }: Invocation,
  signal?: AbortSignal,
): Promise<Success> =>
  request<Success>(`${CONNECTOR_PATH}/actions/${encodeURIComponent(action)}/invoke`, {
    method: 'POST',
    signal,
    idempotencyKey,
    body: {
      connection: CONNECTION,
      input,
      ...(dryRun ? { dry_run: true } : {}),
      ...(maxPages === undefined ? {} : { all: true, max_pages: maxPages }),
    },
  });
