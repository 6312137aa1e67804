import { notFound } from '../errors.js';

interface Entry<T> {
  readonly position: number;
  readonly record: T;
}

/** An ordered map of records. Positions of removed records are kept, so cursors on them remain valid. */
export class Collection<T extends { readonly id: string }> {
  #entries: Entry<T>[] = [];
  readonly #byId = new Map<string, T>();
  readonly #positions = new Map<string, number>();

  /** @param noun the name of a record in error messages */
  constructor(readonly noun: string) {}

  get size(): number {
    return this.#entries.length;
  }

  /** Appends a record. */
  insert(record: T): T {
    const position = this.#positions.size;
    this.#entries.push({ position, record });
    this.#byId.set(record.id, record);
    this.#positions.set(record.id, position);
    return record;
  }

  /** The record with this id, or undefined. */
  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /**
   * The record with this id.
   *
   * @throws ApiError 404 if it does not exist.
   */
  mustFind(id: string): T {
    const record = this.#byId.get(id);
    if (!record) throw notFound(this.noun);
    return record;
  }

  /** Removes a record but keeps its position. */
  remove(id: string): void {
    this.#byId.delete(id);
    this.#entries = this.#entries.filter((entry) => entry.record.id !== id);
  }

  /** The records that match, in insertion order. */
  filter(keep: (record: T) => boolean): T[] {
    return this.values().filter(keep);
  }

  /** The first record that matches. */
  find(keep: (record: T) => boolean): T | undefined {
    return this.#entries.find((entry) => keep(entry.record))?.record;
  }

  /** All records in insertion order. */
  values(): T[] {
    return this.#entries.map((entry) => entry.record);
  }

  /** The position of a record, also of a removed one. */
  positionOf(id: string): number | undefined {
    return this.#positions.get(id);
  }

  /** Iterates the records after (`step` 1) or before (`step` -1) a position, nearest first. */
  *walk(from: number, step: 1 | -1): Generator<T> {
    let index = this.#firstAfter(from, step);
    for (; index >= 0 && index < this.#entries.length; index += step)
      yield (this.#entries[index] as Entry<T>).record;
  }

  /** A snapshot, which later changes do not affect. */
  clone(): Collection<T> {
    const copy = new Collection<T>(this.noun);
    copy.#entries = this.#entries.map(({ position, record }) => ({
      position,
      record: structuredClone(record),
    }));
    for (const { record } of copy.#entries) copy.#byId.set(record.id, record);
    for (const [id, position] of this.#positions) copy.#positions.set(id, position);
    return copy;
  }

  #firstAfter(from: number, step: 1 | -1): number {
    let low = 0;
    let high = this.#entries.length;
    const bound = step === 1 ? from : from - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle] as Entry<T>).position > bound) high = middle;
      else low = middle + 1;
    }
    return step === 1 ? low : low - 1;
  }
}
