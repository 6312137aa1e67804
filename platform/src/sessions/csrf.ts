import type { Request } from 'express';
import { sameText } from '../stores/same-text.js';
import { csrfRefused, otherOrigin } from './session-problems.js';
import { isSameOrigin } from './same-origin.js';

/** Proves that a request comes from the platform's own page. */
export const CSRF_HEADER = 'x-csrf-token';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD'];

type Asked = Pick<Request, 'method' | 'headers' | 'get'>;

/**
 * Refuses what the page of another site could have made a browser send.
 * @throws PlatformError csrf_refused
 */
export function requireOwnPage(request: Asked, csrfToken: string, publicUrl: URL | undefined): void {
  if (SAFE_METHODS.includes(request.method)) return;
  requireSameOrigin(request, publicUrl);
  if (!sameText(request.get(CSRF_HEADER) ?? '', csrfToken)) throw csrfRefused();
}

/** @throws PlatformError csrf_refused where the browser says that another site has sent it. */
export function requireSameOrigin({ headers }: Pick<Request, 'headers'>, publicUrl: URL | undefined): void {
  if (!isSameOrigin(headers, publicUrl)) throw otherOrigin();
}
