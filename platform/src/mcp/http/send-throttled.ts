import type { Response } from 'express';
import { localsOf } from '../../http/request-context.js';
import { retryAfterOf } from '../../http/send-problem.js';
import type { PlatformError } from '../../problems/platform-error.js';
import { problemOf } from '../../problems/problem.js';

/** The first of the codes that JSON-RPC leaves to servers. */
const SERVER_ERROR = -32_000;

/**
 * Answers whoever asks too often, in a form that every client understands: by the status, by the error of JSON-RPC, or by
 * its words, which clients hand on. No request has been read yet, so that there is no id.
 */
export function sendThrottled(response: Response, error: PlatformError): void {
  const { requestId } = localsOf(response);
  const problem = problemOf(error.toError(), { requestId });
  localsOf(response).problemCode = problem.code;
  if (response.headersSent || response.destroyed) return;
  response.status(problem.status).set('retry-after', String(retryAfterOf(problem)));
  response.setHeader('content-type', 'application/json');
  const message = [problem.detail, problem.error.fix].filter(Boolean).join(' ');
  response.end(
    JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: SERVER_ERROR, message, data: problem } }),
  );
}
