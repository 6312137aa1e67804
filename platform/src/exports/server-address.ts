/** What a server address must be, as the end of a sentence that begins with its name. */
export const SERVER_RULE = 'must be an http or https address without credentials, query and fragment';

/** Longer than any address that browsers and proxies take. */
const LONGEST = 2_000;

/** Normalizes a server address: no trailing slash. Returns undefined for anything else than an address. */
export function serverAddress(text: string): string | undefined {
  if (text.length > LONGEST || !URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  if (!isWeb || [username, password, search, hash].some((part) => part !== '')) return undefined;
  // Not by a pattern: one that looks for slashes at the end takes the square of their number.
  let end = pathname.length;
  while (pathname[end - 1] === '/') end -= 1;
  return `${origin}${pathname.slice(0, end)}`;
}
