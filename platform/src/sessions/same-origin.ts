import type { IncomingHttpHeaders } from 'node:http';

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
