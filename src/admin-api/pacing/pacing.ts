import type { AdminRequest } from '../admin-request.js';
import type { Mishap } from '../retry/mishap.js';
import { TransportFailure, nameOfError } from '../transport/transport-failure.js';
import { RateLimitExceeded } from './rate-limiter.js';
import type { RateLimiter, SlotRequest } from './rate-limiter.js';

/** Reports have a budget of their own, of which the API does not tell; a guessed pause must not stop other calls. */
const reportsKey = (key: string): string => `${key}:reports`;

/** The same request, as the limiter of reports sees it. */
class ReportsSlot implements SlotRequest {
  readonly key: string;

  constructor(private readonly slot: SlotRequest) {
    this.key = reportsKey(slot.key);
  }

  get deadline(): number {
    return this.slot.deadline;
  }

  get signal(): AbortSignal {
    return this.slot.signal;
  }

  onWait(until: number): void {
    this.slot.onWait?.(until);
  }
}

const acquireBoth = async (limiter: RateLimiter, slot: SlotRequest): Promise<number> =>
  (await limiter.acquire(new ReportsSlot(slot))) + (await limiter.acquire(slot));

const refused = (error: unknown): never => {
  if (error instanceof RateLimitExceeded) throw error;
  throw new TransportFailure('unreachable', `the rate limiter threw ${nameOfError(error)}`, false);
};

/**
 * Takes the slots that a request needs: its organization's, and for a report the reports' first. See `RateLimiter`.
 * @throws RateLimitExceeded, or TransportFailure when the limiter of a host fails.
 */
export function acquireSlot(
  limiter: RateLimiter,
  slot: SlotRequest,
  { slowWindow }: Pick<AdminRequest, 'slowWindow'>,
): number | Promise<number> {
  try {
    const wait = slowWindow ? acquireBoth(limiter, slot) : limiter.acquire(slot);
    return typeof wait === 'number' ? wait : wait.catch(refused);
  } catch (error) {
    return refused(error);
  }
}

/** Passes a 429 on to the limiter: no other call of the same kind need run into it before `until` (epoch ms). */
export async function askForSilence(
  limiter: RateLimiter,
  key: string,
  { hintMs }: Pick<Mishap, 'hintMs'>,
  { slowWindow }: Pick<AdminRequest, 'slowWindow'>,
  until: number,
): Promise<void> {
  const guessed = slowWindow && hintMs === undefined;
  try {
    await limiter.pause(guessed ? reportsKey(key) : key, until);
  } catch {
    // A limiter that is shared may be out of reach; the retry waits all the same.
  }
}
