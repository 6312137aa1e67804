import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { localsOf } from './locals.js';

/** The header that carries a request id both ways. */
export const REQUEST_ID_HEADER = 'x-request-id';

const ACCEPTABLE = /^[\w.~-]{1,128}$/;

/** Keeps the caller's request id where it is harmless to print, makes one otherwise, and answers with it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(REQUEST_ID_HEADER) ?? '';
  const id = ACCEPTABLE.test(given) ? given : randomUUID();
  localsOf(response).requestId = id;
  response.setHeader(REQUEST_ID_HEADER, id);
  next();
}
