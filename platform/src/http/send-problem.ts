import type { Response } from 'express';
import { PROBLEM_TYPE, type Problem, type ProblemCode, type ProblemError } from '../problems/problem.js';
import { localsOf } from './request-context.js';

/** Seconds to wait if the length is unknown: for a rate limit the API's window, for a part that failed its restart. */
const WAIT_S: Readonly<Partial<Record<ProblemCode, number>>> = {
  rate_limited: 60,
  host_failed: 5,
  unavailable: 5,
};

/** Sends a problem, if the client is still connected. */
export function sendProblem(
  response: Response,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): void {
  localsOf(response).problemCode = problem.code;
  if (response.headersSent || response.destroyed) return;
  const wait = retryAfterOf(problem.error);
  response.status(problem.status).set(headers);
  if (wait !== undefined) response.set('retry-after', String(wait));
  // Express would add a charset, which JSON types do not have.
  response.setHeader('content-type', PROBLEM_TYPE);
  response.end(JSON.stringify(problem));
}

/** The header `retry-after` of a failure, seconds; undefined if the wait is unknown, or nothing must be sent again. */
export function retryAfterOf({ code, retry }: Pick<ProblemError, 'code' | 'retry'>): number | undefined {
  if (retry.afterMs !== undefined) return Math.ceil(retry.afterMs / 1000);
  return retry.allowed || code === 'rate_limited' ? WAIT_S[code] : undefined;
}
