import { useHashLocation } from 'wouter/use-hash-location';

/** Navigation options: `replace` replaces the history entry. */
interface NavigateOptions {
  readonly replace?: boolean;
  readonly state?: unknown;
}

/** The path in the URL fragment, and the navigation function; a query can follow it: `#/activity?kind=setting`. */
export const useHashPath = Object.assign(
  (): [string, (to: string, going?: NavigateOptions) => void] => [before(useHashLocation()[0]), go],
  { hrefs: (href: string) => `#${href}` },
);

/** The query after the path, without its question mark. */
export const useHashSearch = (): string => after(useHashLocation()[0]);

const before = (location: string): string => location.split('?', 1)[0] ?? '';

const after = (location: string): string => location.slice(before(location).length + 1);

/** The router's function would move the query out of the fragment, into server logs. */
function go(
  to: string,
  { replace = false, state = replace ? (window.history.state as unknown) : null }: NavigateOptions = {},
): void {
  const oldURL = window.location.href;
  window.history[replace ? 'replaceState' : 'pushState'](state, '', `#${to}`);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: window.location.href }));
}
