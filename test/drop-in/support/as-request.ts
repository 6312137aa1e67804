import type { Asked } from '../../simulator/support/ask.js';

/** A request of the API in parts. */
export type AsRequest = readonly [method: string, path: string, asked: Asked];

/** Writes an input as a client of the API sends it: path parameters first, then the query of GET and DELETE, else the body. */
export function asRequest(route: string, input: object): AsRequest {
  const [method = '', template = ''] = route.split(' ');
  const rest = new Map(Object.entries(input));
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  if (method !== 'GET' && method !== 'DELETE')
    return [method, path, rest.size === 0 ? {} : { body: Object.fromEntries(rest) }];
  const query = [...rest].map(([name, value]) => [Array.isArray(value) ? `${name}[]` : name, value]);
  return [method, path, { query: Object.fromEntries(query) as object }];
}
