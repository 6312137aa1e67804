import { canonicalJson, type ChainedEntry } from './entry.js';

const COLUMNS = [
  'tenantId',
  'seq',
  'at',
  'kind',
  'action',
  'actorId',
  'actorType',
  'connection',
  'code',
  'requestId',
  'upstreamRequestId',
  'durationMs',
  'intent',
  'details',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof ChainedEntry)[];

/** Entries as CSV (RFC 4180) with a line of names, safe to open in a spreadsheet. */
export async function* csvOf(entries: AsyncIterable<ChainedEntry>): AsyncGenerator<string, void, undefined> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const entry of entries) {
    yield `${COLUMNS.map((name) => cell(textOf(entry, name))).join(',')}\r\n`;
  }
}

function textOf(entry: ChainedEntry, name: (typeof COLUMNS)[number]): string {
  const value = entry[name];
  if (typeof value === 'object' && value !== null) return canonicalJson(value);
  return value === null || value === undefined ? '' : String(value);
}

/** What a spreadsheet takes for the beginning of a formula; `|` and `%` are those of old ones. */
const FORMULA = /^\s*[=+\-@|%]|^[\t\r\n]/;

const cell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
