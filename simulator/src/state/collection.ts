import { notFound } from '../errors.js';

interface Entry<T> {
  readonly position: number;
  readonly record: T;
}

/** An ordered map of records. A position outlives its record, so that a cursor on a removed record still works. */
export class Collection<T extends { readonly id: string }> {
  #entries: Entry<T>[] = [];
  readonly #byId = new Map<string, T>();
  readonly #positions = new Map<string, number>();

  /** @param noun what one record is called in an error message */
  constructor(readonly noun: string) {}

  get size(): number {
    return this.#entries.length;
  }

  /** Adds a record behind all others. */
  insert(record: T): T {
    const position = this.#positions.size;
    this.#entries.push({ position, record });
    this.#byId.set(record.id, record);
    this.#positions.set(record.id, position);
    return record;
  }

  /** The record with this id, if it is there. */
  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /**
   * The record with this id.
   *
   * @throws ApiError 404 when there is none.
   */
  mustFind(id: string): T {
    const record = this.#byId.get(id);
    if (!record) throw notFound(this.noun);
    return record;
  }

  /** Takes a record out; its position stays known. */
  remove(id: string): void {
    this.#byId.delete(id);
    this.#entries = this.#entries.filter((entry) => entry.record.id !== id);
  }

  /** All records that pass, in the order in which they were added. */
  filter(keep: (record: T) => boolean): T[] {
    return this.values().filter(keep);
  }

  /** The first record that passes. */
  find(keep: (record: T) => boolean): T | undefined {
    return this.#entries.find((entry) => keep(entry.record))?.record;
  }

  /** All records in the order in which they were added. */
  values(): T[] {
    return this.#entries.map((entry) => entry.record);
  }

  /** The position that an id has or had. */
  positionOf(id: string): number | undefined {
    return this.#positions.get(id);
  }

  /** Records behind a position, nearest first: ascending (`step` 1) or descending (`step` -1). */
  *walk(from: number, step: 1 | -1): Generator<T> {
    let index = this.#firstAfter(from, step);
    for (; index >= 0 && index < this.#entries.length; index += step)
      yield (this.#entries[index] as Entry<T>).record;
  }

  /** A copy that later changes do not reach. */
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
