import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { localsOf, traceIdIn, type LoggedCall } from '../http/request-context.js';
import type { Metrics } from '../metrics/metrics.js';
import { problemKindOf } from '../problems/problem.js';

type Middleware = (request: Request, response: Response, next: NextFunction) => void;

/** The label of requests for which there is no route. */
const NO_ROUTE = 'none';

/** Logs one line per request and counts it. Never its URL, headers or body, which may contain a misplaced key. */
export const requestLog =
  (pino: Logger, metrics: Pick<Metrics, 'httpRequests' | 'httpSeconds'>): Middleware =>
  (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const took = performance.now() - startedAt;
      const facts = factsOf(request, response);
      const { method, route = NO_ROUTE, status } = facts;
      const line = { ...facts, durationMs: Math.round(took) };
      pino[status >= 500 && !isNoFault(response, route) ? 'error' : 'info'](line, 'request');
      metrics.httpRequests.inc({ method, route, status: String(status) });
      metrics.httpSeconds.observe({ method, route }, took / 1000);
    });
    next();
  };

/** A probe that finds the process not ready is no error of its own, nor is a request that a stop has ended. */
const isNoFault = (response: Response, route: string): boolean =>
  route.endsWith('/health/ready') || localsOf(response).cutOff === true;

interface Facts extends Partial<LoggedCall> {
  readonly method: string;
  readonly route: string | undefined;
  readonly status: number;
}

function factsOf(request: Request, response: Response): Facts & Record<string, unknown> {
  const { requestId, principal, problemCode, cutOff, calls = [], traceId } = localsOf(response);
  // Express keeps the last route that it tried, and none if no route matched.
  const route = (request.route as { path?: string } | undefined)?.path;
  const ended = response.writableFinished ? undefined : cutOff ? 'unavailable' : 'cancelled';
  return {
    requestId,
    traceId: traceId ?? traceIdIn(request.get('traceparent') ?? ''),
    method: request.method,
    route,
    status: ended ? problemKindOf(ended).status : response.statusCode,
    code: ended ?? problemCode,
    tenantId: principal?.tenantId,
    actor: principal?.actor.id,
    ...(calls.length > 1 ? { calls } : calls[0]),
  };
}
