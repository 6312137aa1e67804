import type { OwnSlot } from './slot-batcher.js';

/** Slots that were reserved by requests which nobody wants any more, for the next one that comes to this process. */
export class SpareSlots {
  readonly #due = new Map<string, OwnSlot[]>();

  /** Hands a slot on. */
  add(key: string, slot: OwnSlot): void {
    this.#due.set(
      key,
      [...(this.#due.get(key) ?? []), slot].sort((a, b) => a.due - b.due),
    );
  }

  /** The next one that is still to come, before a deadline. One whose time has passed would be one too many later. */
  take(key: string, deadline: number): OwnSlot | undefined {
    const now = Date.now();
    const [first, ...rest] = (this.#due.get(key) ?? []).filter(({ due }) => due > now);
    const usable = first !== undefined && first.due < deadline;
    this.#set(key, first === undefined || usable ? rest : [first, ...rest]);
    return usable ? first : undefined;
  }

  /** Forgets those of a key. */
  forget(key: string): void {
    this.#due.delete(key);
  }

  #set(key: string, due: OwnSlot[]): void {
    if (due.length === 0) this.#due.delete(key);
    else this.#due.set(key, due);
  }
}
