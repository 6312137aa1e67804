const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where requests go: the origin, and a path in front of every request path (empty, or such as `/gateway`). */
export interface BaseUrl {
  readonly origin: string;
  readonly prefix: string;
}

/**
 * Parses a configured base URL. `sample` is the example in the error message.
 * @throws TypeError if it is not a URL, contains credentials, a query or a fragment, or would send the key unencrypted.
 */
export function parseBaseUrl(text: string, sample: string): BaseUrl {
  const refuse = (why: string): never => {
    throw new TypeError(`baseUrl ${why}; example: ${sample}`);
  };
  if (!URL.canParse(text)) return refuse('is not a URL');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return refuse('must not contain credentials');
  if (url.search !== '' || url.hash !== '') return refuse('must not contain a query or a fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('must start with https://');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return refuse('must start with https://: over http:// the key would be sent unencrypted');
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, '') };
}
