import { invalid } from '../errors.js';

/** A query as sent: one text a name, or a list where the name ends in `[]`. */
export type RawQuery = Readonly<Record<string, string | readonly string[]>>;

const NONE: RawQuery = Object.freeze({});

/**
 * Takes a query string apart. Names ending in `[]` collect their values; any other name may stand once,
 * but for range filters such as `created_at[gte]`, which are literal names.
 *
 * @throws ApiError 400 for a name given twice or a broken percent escape.
 */
export function parseQuery(search: string): RawQuery {
  if (search === '') return NONE;
  const query: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const pair of search.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    const value = cut < 0 ? '' : decode(pair.slice(cut + 1));
    const before = query[name];
    if (Array.isArray(before)) before.push(value);
    else if (name.endsWith('[]')) query[name] = [value];
    else if (before !== undefined) throw invalid(`${name}: given more than once`);
    else query[name] = value;
  }
  return query;
}

/**
 * Undoes percent encoding.
 *
 * @throws ApiError 400 when the text is not valid percent encoding.
 */
export function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  return decodePath(text.replaceAll('+', ' '));
}

/**
 * Undoes percent encoding where a plus sign is only a plus sign.
 *
 * @throws ApiError 400 when the text is not valid percent encoding.
 */
export function decodePath(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(`The URL holds a broken percent escape: ${text}`);
  }
}
