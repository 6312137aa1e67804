import type { Response } from 'express';
import { PROBLEM_TYPE, type Problem } from '../problems/problem.js';
import { localsOf } from './request-context.js';

/** Seconds to wait if a rate limit does not say how long it lasts: the API's window. */
const RATE_WINDOW_S = 60;

/** Sends a problem, if the client is still connected. */
export function sendProblem(
  response: Response,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): void {
  localsOf(response).problemCode = problem.code;
  if (response.headersSent || response.destroyed) return;
  const wait = retryAfterOf(problem);
  response.status(problem.status).set(headers);
  if (wait !== undefined) response.set('retry-after', String(wait));
  // Express would add a charset, which JSON types do not have.
  response.setHeader('content-type', PROBLEM_TYPE);
  response.end(JSON.stringify(problem));
}

/** The header `retry-after` of a problem, seconds; undefined if the wait is unknown. */
export function retryAfterOf({ code, error: { retry } }: Problem): number | undefined {
  if (retry.afterMs !== undefined) return Math.ceil(retry.afterMs / 1000);
  return code === 'rate_limited' ? RATE_WINDOW_S : undefined;
}
