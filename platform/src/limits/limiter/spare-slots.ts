import type { OwnSlot } from './slot-batcher.js';

/** Slots reserved by requests that were cancelled, for the next request of this process. */
export class SpareSlots {
  readonly #due = new Map<string, OwnSlot[]>();

  /** Returns a slot for reuse. */
  add(key: string, slot: OwnSlot): void {
    this.#due.set(
      key,
      [...(this.#due.get(key) ?? []), slot].sort((a, b) => a.due - b.due),
    );
  }

  /** The next slot in the future before a deadline. A slot in the past would exceed the limit later. */
  take(key: string, deadline: number): OwnSlot | undefined {
    const now = Date.now();
    const [first, ...rest] = (this.#due.get(key) ?? []).filter(({ due }) => due > now);
    const usable = first !== undefined && first.due < deadline;
    this.#set(key, first === undefined || usable ? rest : [first, ...rest]);
    return usable ? first : undefined;
  }

  /** Removes the slots of a key. */
  forget(key: string): void {
    this.#due.delete(key);
  }

  #set(key: string, due: OwnSlot[]): void {
    if (due.length === 0) this.#due.delete(key);
    else this.#due.set(key, due);
  }
}
