import { LRUCache } from 'lru-cache';
import type { ListRead } from '../catalog/composed-action.js';

const TTL_MS = 3 * 60 * 1_000;
/** Characters of JSON, of all lists of all connections. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
const MOST_OF_ONE = MOST_CHARACTERS / 4;

/**
 * Lists that were read whole, for minutes, such as the names of members. The key has the revision of the connection, so a
 * changed connection has none; who may read a list is decided before it is asked for here.
 */
export class RememberedLists {
  readonly #lists: LRUCache<string, ListRead>;

  constructor(now: () => number) {
    this.#lists = new LRUCache({
      ttl: TTL_MS,
      ttlResolution: 0,
      perf: { now },
      maxSize: MOST_CHARACTERS,
      maxEntrySize: MOST_OF_ONE,
    });
  }

  /** A list that was read before. */
  get(key: string): ListRead | undefined {
    return this.#lists.get(key);
  }

  /** Remembers a list that was read to its end. */
  set(key: string, list: ListRead): void {
    if (list.cut) return;
    this.#lists.set(key, list, { size: key.length + JSON.stringify(list.items).length });
  }
}
