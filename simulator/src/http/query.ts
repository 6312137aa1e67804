import { invalid } from '../errors.js';

/** An unparsed query: one string per name, or a list if the name ends in `[]`. */
export type RawQuery = Readonly<Record<string, string | readonly string[]>>;

const NONE: RawQuery = Object.freeze({});

/**
 * Splits a query string. Names ending in `[]` collect their values; any other name may occur once. Range
 * filters such as `created_at[gte]` are literal names.
 *
 * @throws ApiError 400 for a repeated name or invalid percent encoding.
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

/** Splits a query string; one that cannot be read has no parameters. */
export function readableQuery(search: string): RawQuery {
  try {
    return parseQuery(search);
  } catch {
    return NONE;
  }
}

/**
 * Decodes percent encoding.
 *
 * @throws ApiError 400 for invalid percent encoding.
 */
export function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  return decodePath(text.replaceAll('+', ' '));
}

/**
 * Decodes percent encoding in a path, where a plus sign is literal.
 *
 * @throws ApiError 400 for invalid percent encoding.
 */
export function decodePath(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(`The URL contains invalid percent encoding: ${text}`);
  }
}
