import { performance } from 'node:perf_hooks';

/** Times of a check, milliseconds. */
export interface CheckTimes {
  /** How old a result may be before the next reader causes another run. */
  readonly keptMs: number;
  /** How long a run may take before it counts as failed. */
  readonly patienceMs: number;
}

/** How long a reader waits for a run: probes give up after a second. */
const READER_WAITS_MS = 800;

/**
 * A check that continues in the background: each reader has an answer at once, and readers of one run share it.
 */
export class BackgroundCheck {
  #run: { readonly since: number; readonly done: Promise<void> } | undefined;
  #last: { readonly at: number; readonly passed: boolean } | undefined;

  /** @param check - rejects, or takes too long, if it does not pass. */
  constructor(
    private readonly check: () => Promise<unknown>,
    private readonly times: CheckTimes,
  ) {}

  /** Whether the last run passed. One that takes longer than a reader waits leaves the result before it, for as long as it may take. */
  async passes(): Promise<boolean> {
    const now = performance.now();
    if (this.#last === undefined || now - this.#last.at > this.times.keptMs) this.#start();
    await Promise.race([this.#run?.done, waited(READER_WAITS_MS)]);
    const late = this.#run !== undefined && performance.now() - this.#run.since > this.times.patienceMs;
    return this.#last?.passed === true && !late;
  }

  #start(): void {
    if (this.#run) return;
    const end = (passed: boolean): void => {
      this.#last = { at: performance.now(), passed };
      this.#run = undefined;
    };
    const done = this.check().then(
      () => end(true),
      () => end(false),
    );
    this.#run = { since: performance.now(), done };
  }
}

const waited = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());
