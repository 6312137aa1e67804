import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { localsOf } from '../http/request-context.js';
import { problemKindOf } from '../problems/problem.js';

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

/** Logs one line per request. Never its URL, headers or body, which may contain a misplaced key. */
export const requestLog =
  (pino: Logger): Middleware =>
  (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const line = { ...factsOf(request, response), durationMs: Math.round(performance.now() - startedAt) };
      pino[line.status >= 500 ? 'error' : 'info'](line, 'request');
    });
    next();
  };

function factsOf(request: Request, response: Response): { status: number } & Record<string, unknown> {
  const { requestId, principal, problemCode } = localsOf(response);
  // Express keeps the last route that it tried, and none if no route matched.
  const route = (request.route as { path?: string } | undefined)?.path;
  const gone = !response.writableFinished;
  return {
    requestId,
    method: request.method,
    route,
    status: gone ? problemKindOf('cancelled').status : response.statusCode,
    code: gone ? 'cancelled' : problemCode,
    tenantId: principal?.tenantId,
    actor: principal?.actor.id,
  };
}
