/** What a right address of a server is, for the one who gave a wrong one. */
export const WANTED_SERVER = 'must be an http or https address without credentials, query and fragment';

/** An address as the documents carry it, without a slash at the end; undefined where it is not one. */
export function serverAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  if (!isWeb || [username, password, search, hash].some((part) => part !== '')) return undefined;
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
