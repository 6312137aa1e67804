import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';
import { sameText } from '../security/seal.js';
import { csrfRefused, otherOrigin } from './session-problems.js';

/** Proves that a request comes from the platform's own page. */
export const CSRF_HEADER = 'x-csrf-token';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD'];

type Asked = Pick<Request, 'method' | 'headers' | 'get'>;

/**
 * Refuses requests that the page of another site may have caused.
 * @throws PlatformError csrf_refused
 */
export function requireOwnPage(request: Asked, csrfToken: string, publicUrl: URL | undefined): void {
  if (SAFE_METHODS.includes(request.method)) return;
  requireSameOrigin(request, publicUrl);
  if (!sameText(request.get(CSRF_HEADER) ?? '', csrfToken)) throw csrfRefused();
}

/** @throws PlatformError csrf_refused where the browser reports another site as the sender. */
export function requireSameOrigin({ headers }: Pick<Request, 'headers'>, publicUrl: URL | undefined): void {
  if (!isSameOrigin(headers, publicUrl)) throw otherOrigin();
}

/**
 * Whether a request comes from a page of the platform, as far as the browser says where it comes from. `Sec-Fetch-Site`
 * and `Origin` are the browser's own words: no page can write them.
 * @param publicUrl - where browsers reach the platform; a proxy may have put another name into Host.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: URL | undefined): boolean {
  const { 'sec-fetch-site': site, origin, host } = headers;
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return true;
  return origin === publicUrl?.origin || (URL.canParse(origin) && new URL(origin).host === host);
}
