import type { IncomingHttpHeaders } from 'node:http';
import type { FaultRequest } from '../faults/fault.js';
import { masked } from '../state/access-keys.js';
import type { RawQuery } from './query.js';
import type { Effect } from './reply.js';

/** A recorded request; only the prefix of its credential is kept. */
export interface JournalEntry {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: RawQuery;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
  /** Null until the response is sent; stays null if a fault closed the connection instead. */
  status: number | null;
  /** What the request changed, whatever was answered: `none` until it takes effect, and for every read. */
  effect: Effect;
  /** The kind of the fault that applied to it; null if none did. */
  fault: FaultRequest['kind'] | null;
  request_id: string;
}

/** Older requests are dropped, which bounds the memory of a long run. */
const CAPACITY = 5_000;

/** The requests that the simulator received, in order. */
export class Journal {
  #entries: JournalEntry[] = [];

  /** Records a request. */
  add(entry: JournalEntry): JournalEntry {
    if (this.#entries.length >= CAPACITY * 2) this.#entries = this.#entries.slice(-CAPACITY);
    this.#entries.push(entry);
    return entry;
  }

  /** The recorded requests, oldest first. */
  entries(): readonly JournalEntry[] {
    return this.#entries.slice(-CAPACITY);
  }

  /** Removes all requests. */
  clear(): void {
    this.#entries = [];
  }
}

/** Masks the secrets in the headers of a request. */
export function withoutSecrets(headers: IncomingHttpHeaders): JournalEntry['headers'] {
  const shown: Record<string, string | string[] | undefined> = { ...headers };
  if (headers['x-api-key'] !== undefined) shown['x-api-key'] = masked(String(headers['x-api-key']));
  if (headers.authorization !== undefined) {
    const [, scheme = '', secret = headers.authorization] = /^(\S+ +)(.*)$/.exec(headers.authorization) ?? [];
    shown.authorization = `${scheme}${masked(secret)}`;
  }
  return shown;
}
