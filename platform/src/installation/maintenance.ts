/** How often expired rows are removed, milliseconds. */
export const CLEANING_MS = 10 * 60 * 1000;

/** Work that stores need done at an interval. Features add theirs before the application starts. */
export class Maintenance {
  readonly #jobs: { readonly everyMs: number; readonly work: () => Promise<void> }[] = [];
  readonly #timers: NodeJS.Timeout[] = [];

  /** @param report - receives the errors of jobs; a failed job runs again at its next interval. */
  constructor(readonly report: (error: unknown) => void) {}

  /** Adds a job. */
  every(everyMs: number, work: () => Promise<void>): void {
    this.#jobs.push({ everyMs, work });
  }

  /** Starts the timers. */
  start(): void {
    for (const { everyMs, work } of this.#jobs) {
      this.#timers.push(setInterval(() => void work().catch(this.report), everyMs).unref());
    }
  }

  /** Stops the timers; a job that is running ends by itself. */
  stop(): void {
    this.#timers.splice(0).forEach(clearInterval);
  }
}
