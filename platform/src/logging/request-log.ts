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
      pino[line.status >= 500 && !isProbe(line.route) ? 'error' : 'info'](line, 'request');
    });
    next();
  };

/** A probe that finds the process not ready is no error of its own. */
const isProbe = (route: string | undefined): boolean => route?.endsWith('/health/ready') ?? false;

interface Line extends Record<string, unknown> {
  readonly status: number;
  readonly route: string | undefined;
}

function factsOf(request: Request, response: Response): Line {
  const { requestId, principal, problemCode, cutOff } = localsOf(response);
  // Express keeps the last route that it tried, and none if no route matched.
  const route = (request.route as { path?: string } | undefined)?.path;
  const ended = response.writableFinished ? undefined : cutOff ? 'unavailable' : 'cancelled';
  return {
    requestId,
    method: request.method,
    route,
    status: ended ? problemKindOf(ended).status : response.statusCode,
    code: ended ?? problemCode,
    tenantId: principal?.tenantId,
    actor: principal?.actor.id,
  };
}
