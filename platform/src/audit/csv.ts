import { csvCell } from '../security/csv-cell.js';
import { canonicalJson, type ChainedEntry } from './entry.js';
import { LOOK_UP_ACTOR, type AuditRun } from './read-chain.js';

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
  'run',
  'details',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof ChainedEntry | 'run')[];

/** Entries as CSV (RFC 4180) with a line of names, safe to open in a spreadsheet. */
export async function* csvOf(entries: AsyncIterable<ChainedEntry>): AsyncGenerator<string, void, undefined> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const entry of entries) {
    yield `${COLUMNS.map((name) => csvCell(textOf(entry, name))).join(',')}\r\n`;
  }
}

function textOf(entry: ChainedEntry, name: (typeof COLUMNS)[number]): string {
  const value = name === 'run' ? runOf(entry) : entry[name];
  if (typeof value === 'object' && value !== null) return canonicalJson(value);
  return value === null || value === undefined ? '' : String(value);
}

function runOf({ actorType, details }: ChainedEntry): AuditRun {
  if (actorType === LOOK_UP_ACTOR) return 'look_up';
  if (details['dryRun'] === true) return 'dry_run';
  return details['replayed'] === true ? 'repeat' : 'actual';
}
