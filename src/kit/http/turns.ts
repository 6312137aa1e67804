import { setTimeout as pause } from 'node:timers/promises';

/** From this many characters on, to parse a response blocks the process long enough for others to notice. */
export const LARGE_TEXT = 1_000_000;

/** Pieces of work that block the process: one at a time, and in between as much time for everything else as the last one took. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Runs a piece of work in its turn. */
  take(work: () => void): Promise<void> {
    let tookMs = 0;
    const turn = this.#last.then(() => {
      const startedAt = performance.now();
      try {
        work();
      } finally {
        tookMs = performance.now() - startedAt;
      }
    });
    this.#last = turn.then(
      () => pause(tookMs),
      () => undefined,
    );
    return turn;
  }
}
