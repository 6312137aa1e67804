import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 10_000;
const FIRST_WAIT_MS = 2;
const LONGEST_WAIT_MS = 50;

/**
 * Repeats some work while another connection holds the file. Waiting inside SQLite (busy_timeout) would stop the whole
 * process, and for good where the other connection is one of its own.
 */
export async function retryWhileBusy<Result>(work: () => Result): Promise<Result> {
  const end = performance.now() + PATIENCE_MS;
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(2 * pause, LONGEST_WAIT_MS)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
    }
    await wait(pause * (0.5 + Math.random()));
  }
}

const isBusy = (error: unknown): boolean =>
  String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
