import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { maskKeys } from '../security/text.js';
import { localsOf } from './request-context.js';

/** The header that carries a request id both ways. */
export const REQUEST_ID_HEADER = 'x-request-id';

const ACCEPTABLE = /^[\w.~-]{1,128}$/;

/** Uses the caller's request id if it is safe to print, else generates one, and returns it in the response. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(REQUEST_ID_HEADER) ?? '';
  // A key has the format of an id; one sent here by mistake would be logged.
  const id = ACCEPTABLE.test(given) && maskKeys(given) === given ? given : randomUUID();
  localsOf(response).requestId = id;
  response.setHeader(REQUEST_ID_HEADER, id);
  next();
}

/** Prevents caching of responses: they differ by token and can change at any time. */
export function neverCached(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  next();
}

/** Headers for data responses: a browser that renders one loads nothing, runs nothing and frames nothing. */
export const apiHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
  frameguard: { action: 'deny' },
});
