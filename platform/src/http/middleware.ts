import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { maskKeys } from '../security/text.js';
import { localsOf } from './request-context.js';

/** The header that carries a request id both ways. */
export const REQUEST_ID_HEADER = 'x-request-id';

const ACCEPTABLE = /^[\w.~-]{1,128}$/;

/** Keeps the caller's request id where it is harmless to print, makes one otherwise, and answers with it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(REQUEST_ID_HEADER) ?? '';
  // A key has the form of an id, and whoever puts it here by mistake would find it in the log.
  const id = ACCEPTABLE.test(given) && maskKeys(given) === given ? given : randomUUID();
  localsOf(response).requestId = id;
  response.setHeader(REQUEST_ID_HEADER, id);
  next();
}

/** Keeps answers out of every cache: they differ by token, and what they tell may change at any time. */
export function neverCached(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  next();
}

/** Headers for answers that are data: whatever a browser takes one for, it loads nothing, runs nothing and frames nothing. */
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
