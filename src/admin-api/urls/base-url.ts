const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where the requests go: the origin of the pool, and what stands before `/v1/` (empty, or `/prefix`). */
export interface BaseUrl {
  readonly origin: string;
  readonly prefix: string;
}

/**
 * Reads the base URL from the operator's configuration.
 * @throws TypeError when it is no URL, has credentials, a query or a fragment, or would send the key in clear text.
 */
export function parseBaseUrl(text: string): BaseUrl {
  const refuse = (why: string): never => {
    throw new TypeError(`baseUrl ${why}; a right one looks like https://api.anthropic.com`);
  };
  if (!URL.canParse(text)) return refuse('is not a URL');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return refuse('must not hold credentials');
  if (url.search !== '' || url.hash !== '') return refuse('must not hold a query or a fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('must start with https://');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return refuse('must start with https://, because the key would travel in clear text');
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}
