import { useHashLocation } from 'wouter/use-hash-location';

/** How to go somewhere: `replace` leaves no way back. */
interface Going {
  readonly replace?: boolean;
  readonly state?: unknown;
}

/** The path in the fragment of the address, and the way to another; a query may follow it, `#/activity?kind=setting`. */
export const useHashPath = Object.assign(
  (): [string, (to: string, going?: Going) => void] => [before(useHashLocation()[0]), go],
  { hrefs: (href: string) => `#${href}` },
);

/** The query that follows the path, without its question mark. */
export const useHashSearch = (): string => after(useHashLocation()[0]);

const before = (location: string): string => location.split('?', 1)[0] ?? '';

const after = (location: string): string => location.slice(before(location).length + 1);

/** The router's own would move the query out of the fragment, to where servers and their logs see it. */
function go(to: string, { replace = false, state = null }: Going = {}): void {
  const oldURL = window.location.href;
  window.history[replace ? 'replaceState' : 'pushState'](state, '', `#${to}`);
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: window.location.href }));
}
