import type { IncomingHttpHeaders } from 'node:http';
import { masked } from '../state/access-keys.js';
import type { RawQuery } from './query.js';

/** A request as the journal shows it; of a credential only the prefix is kept. */
export interface JournalEntry {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: RawQuery;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
  /** Null until the request is answered, and for good when the connection was cut instead. */
  status: number | null;
  request_id: string;
}

/** The newest requests; older ones fall out, so that a long run does not fill the memory. */
const CAPACITY = 5_000;

/** What was asked of the simulator, in order. */
export class Journal {
  #entries: JournalEntry[] = [];

  /** Writes a request down. */
  add(entry: JournalEntry): JournalEntry {
    if (this.#entries.length >= CAPACITY * 2) this.#entries = this.#entries.slice(-CAPACITY);
    this.#entries.push(entry);
    return entry;
  }

  /** The requests so far, oldest first. */
  entries(): readonly JournalEntry[] {
    return this.#entries.slice(-CAPACITY);
  }

  /** Forgets them. */
  clear(): void {
    this.#entries = [];
  }
}

/** Takes the secrets out of the headers of a request. */
export function withoutSecrets(headers: IncomingHttpHeaders): JournalEntry['headers'] {
  const shown: Record<string, string | string[] | undefined> = { ...headers };
  if (headers['x-api-key'] !== undefined) shown['x-api-key'] = masked(String(headers['x-api-key']));
  if (headers.authorization !== undefined) {
    const [, scheme = '', secret = headers.authorization] = /^(\S+ +)(.*)$/.exec(headers.authorization) ?? [];
    shown.authorization = `${scheme}${masked(secret)}`;
  }
  return shown;
}
