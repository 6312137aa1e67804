import type { NextFunction, Request, Response } from 'express';
import { DROP_IN_PATH } from './drop-in-path.js';
import { takeApiKeyAsToken } from './token-header.js';

const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

const targets = new WeakMap<Request, string>();

/**
 * Notes what a request wants of the drop-in endpoint and hides it from Express, which would decode, match and complain
 * by rules of its own. The routes of the platform see one path, whatever stands behind it.
 */
export function dropInTarget(request: Request, _response: Response, next: NextFunction): void {
  const path = request.url.replace(ORIGIN, '');
  const rest = path.slice(DROP_IN_PATH.length);
  if (path.startsWith(DROP_IN_PATH) && /^([/?#]|$)/.test(rest)) {
    targets.set(request, path === request.url ? rest : request.url);
    request.url = DROP_IN_PATH;
    takeApiKeyAsToken(request.headers);
  }
  next();
}

/** The path and query as sent, without what stands before `/v1/`; a whole URL where one was sent. */
export const targetOf = (request: Request): string => targets.get(request) ?? '';
