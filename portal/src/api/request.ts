import { ApiProblem } from './api-problem.js';
import { reportUnreachable } from './connectivity.js';
import { csrfHeader } from './csrf.js';
import type { ProblemBody } from './problem-body.js';
import { Unreachable } from './unreachable.js';

/** How a request differs from a GET without a body. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the platform send a write once, however often it arrives. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/**
 * Sends a request by the session's cookie and resolves to the JSON of its answer; `undefined` where there is none.
 * @param path relative, such as `v1/audit`, so that the page works below any path prefix
 * @throws ApiProblem where the platform answers with a problem, Unreachable where nobody answers, and the signal's
 * reason where it aborts
 */
export async function request<Answer>(path: string, call: Call = {}): Promise<Answer> {
  const response = await reach(path, call);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json')) {
    throw new ApiProblem((await read(response, call)) as ProblemBody);
  }
  if (!response.ok) throw unexpected(response);
  if (response.status === 204) return undefined as Answer;
  return (await read(response, call)) as Answer;
}

/** Sends a request and hands out the answer as it is, for a download. */
export async function reach(path: string, call: Call = {}): Promise<Response> {
  const { method = 'GET', body, headers, idempotencyKey, signal } = call;
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
    throw lost(error, call);
  }
}

async function read(response: Response, call: Call): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw lost(error, call);
  }
}

function lost(error: unknown, { signal }: Call): unknown {
  if (signal?.aborted) return signal.reason;
  reportUnreachable();
  return new Unreachable(error);
}

/** An answer that is not the platform's own: of something in between, such as a gateway. */
function unexpected({ status, statusText }: Response): Error {
  if (status >= 502 && status <= 504) {
    reportUnreachable();
    return new Unreachable();
  }
  const detail = `The platform answered with status ${status} ${statusText} and no explanation.`;
  return new ApiProblem({ status, title: 'Unexpected answer', detail, code: 'unexpected_answer' });
}
