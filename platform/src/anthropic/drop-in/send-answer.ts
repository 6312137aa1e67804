import type { Success } from 'anthropic-admin-connector';
import type { Response } from 'express';
import { isLong, jsonInTurns } from '../../http/json-in-turns.js';
import { localsOf } from '../../http/request-context.js';
import { retryAfterOf } from '../../http/send-problem.js';
import type { ProblemError, ProblemMeta } from '../../problems/problem.js';
import { maskKeys } from '../../security/text.js';
import type { ApiError } from './api-error.js';

/** Sends the API's response body. */
export async function sendAnswer(response: Response, { data, meta }: Success<unknown>): Promise<void> {
  setMeta(response, meta, meta.requestId);
  if (meta.replayed) response.set('idempotent-replayed', 'true');
  if (meta.partial) response.set('x-connector-partial', meta.partial.reason);
  send(response, 200, isLong(data) ? await jsonInTurns(data) : JSON.stringify(data));
}

/** Sends a failure in the error format of the API. */
export function sendApiError(
  response: Response,
  { status, error }: ApiError,
  { code, retry, upstream }: ProblemError,
  meta: ProblemMeta,
): void {
  localsOf(response).problemCode = code;
  if (response.headersSent || response.destroyed) return;
  const requestId = upstream?.requestId ?? meta.upstreamRequestId ?? meta.requestId;
  setMeta(response, meta, requestId);
  // Clients of the API retry every 5xx and 409 unless this header forbids it.
  // A key's hours and calls of a day end much later than a client waits.
  response.set('x-should-retry', String(retry.allowed && code !== 'key_use_refused'));
  const wait = retryAfterOf({ code, retry });
  if (wait !== undefined) response.set('retry-after', String(wait));
  send(response, status, maskKeys(JSON.stringify({ type: 'error', error, request_id: requestId })));
}

function setMeta(response: Response, meta: ProblemMeta, requestId: string): void {
  response.set('request-id', meta.upstreamRequestId ?? requestId);
  if (meta.organizationId !== undefined) response.set('anthropic-organization-id', meta.organizationId);
}

function send(response: Response, status: number, text: string | Buffer): void {
  response.status(status);
  // Express would add a charset, which the API's own responses do not have.
  response.setHeader('content-type', 'application/json');
  response.end(text);
}
