/** What a server address must be, as the end of a sentence that begins with its name. */
export const SERVER_RULE = 'must be an http or https address without credentials, query and fragment';

/** Normalizes a server address: no trailing slash. Returns undefined for anything else than an address. */
export function serverAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  if (!isWeb || [username, password, search, hash].some((part) => part !== '')) return undefined;
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
