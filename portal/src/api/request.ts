import { ApiProblem, Unreachable } from './api-problem.js';
import type { ProblemBody } from './api-problem.js';
import { reportUnreachable } from './connectivity.js';

/** The options of a request; the default is a GET without a body. */
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The idempotency key: the platform sends a write with the same key only once. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/**
 * Sends a request with the session cookie and resolves to the JSON of the response; `undefined` if it has no body.
 * @param path relative, such as `v1/audit`, because the page can have any path prefix
 * @throws ApiProblem for an error response, Unreachable if there is no response, and the reason of the signal
 * if it aborts
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await fetchResponse(path, options);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json')) {
    throw new ApiProblem((await read(response, options)) as ProblemBody);
  }
  if (!response.ok) throw unexpected(response);
  if (response.status === 204) return undefined as Answer;
  return (await read(response, options)) as Answer;
}

/** Sends a request and returns the raw response, for downloads. */
export async function fetchResponse(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, headers, idempotencyKey, signal } = options;
  try {
    return await fetch(path, {
      method,
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...(method === 'GET' ? {} : csrfHeader()),
        ...headers,
      },
    });
  } catch (error) {
    throw lost(error, options);
  }
}

async function read(response: Response, options: RequestOptions): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw lost(error, options);
  }
}

function lost(error: unknown, { signal }: RequestOptions): unknown {
  if (signal?.aborted) return signal.reason;
  reportUnreachable();
  return new Unreachable(error);
}

/** A response that is not from the platform, but from a proxy or gateway. */
function unexpected({ status, statusText }: Response): Error {
  if (status >= 502 && status <= 504) {
    reportUnreachable();
    return new Unreachable();
  }
  const detail = `The platform returned status ${status} ${statusText} without details.`;
  return new ApiProblem({ status, title: 'Unexpected response', detail, code: 'unexpected_answer' });
}

let token: string | undefined;

/** Stores the CSRF token of the session, which proves that a write comes from this page. */
export function keepCsrfToken(given: string | undefined): void {
  token = given;
}

/** The header with the CSRF token. */
export const csrfHeader = (): Record<string, string> =>
  token === undefined ? {} : { 'x-csrf-token': token };
