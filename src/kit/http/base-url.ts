const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where requests go: the origin, and a path in front of every request path (empty, or such as `/gateway`). */
export interface BaseUrl {
  readonly origin: string;
  readonly prefix: string;
}

/** What the message about an unusable base URL needs, and what it must not end in. */
export interface BaseUrlRules {
  /** A valid base URL. */
  readonly sample: string;
  /** The name of the setting; `baseUrl` if omitted. */
  readonly name?: string;
  /** What every request path starts with, such as `/v1/`. */
  readonly pathPrefix?: string | undefined;
}

/**
 * Parses a configured base URL.
 * @throws TypeError if it is not a URL, contains credentials, a query or a fragment, ends in what request paths start with, or
 * would send the key unencrypted.
 */
export function parseBaseUrl(
  text: string,
  { sample, name = 'baseUrl', pathPrefix = '/' }: BaseUrlRules,
): BaseUrl {
  const refuse = (why: string): never => {
    throw new TypeError(`${name} ${why}; example: ${sample}`);
  };
  if (!URL.canParse(text)) return refuse('is not a URL');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return refuse('must not contain credentials');
  if (url.search !== '' || url.hash !== '') return refuse('must not contain a query or a fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('must start with https://');
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return refuse('must start with https://: over http:// the key would be sent unencrypted');
  }
  const prefix = url.pathname.replace(/\/+$/, '');
  const added = pathPrefix.replace(/\/+$/, '');
  if (added !== '' && prefix.endsWith(added))
    return refuse(`must not end in ${added}, which every request adds`);
  return { origin: url.origin, prefix };
}
