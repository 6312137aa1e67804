import type { ConsequenceItem } from '../../kit/catalog/index.js';

/** A count with its noun, as in `1 API key` and `3 API keys`. */
export const countOf = (count: number, noun: string, many = `${noun}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? noun : many}`;

/** A verb for a count, as in `1 key stops`, `2 keys stop`. */
export const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** The ids of objects, in an order that does not depend on that of the list. */
export const idsOf = (items: readonly { readonly id: string }[] | undefined): string[] | undefined =>
  items?.map(({ id }) => id).sort();

/** An object as an item of a consequence. */
export const itemOf = (id: string, name: string | null | undefined, note?: string): ConsequenceItem => ({
  id,
  name: name === null || name === undefined || name === '' ? id : name,
  ...(note === undefined ? {} : { note }),
});

/** A value of a field in a sentence. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? `"${value.slice(0, 80)}"` : JSON.stringify(value).slice(0, 160);
}

/** A value of the API in words: `workspace_restricted_developer` as `workspace restricted developer`. */
export const words = (value: string): string => value.replaceAll('_', ' ');
