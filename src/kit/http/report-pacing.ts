import type { ApiRequest } from './api-request.js';
import type { AttemptFailure } from './attempt-failure.js';
import type { RateLimiter, SlotRequest } from './rate-limiter.js';

/** The limiter key of an organization's reports. Their limit is undocumented, so its pauses must not stop other calls. */
const reportsKey = (key: string): string => `${key}:reports`;

/** The same request, as the limiter of reports sees it. */
class ReportSlot implements SlotRequest {
  readonly key: string;

  constructor(private readonly slot: SlotRequest) {
    this.key = reportsKey(slot.key);
  }

  get by(): string | undefined {
    return this.slot.by;
  }

  /** The other slot is the tenant's too, and one request counts once. */
  get tenant(): undefined {
    return undefined;
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

/**
 * Takes the two slots that a report needs: one of the reports and one of its organization. Returns the milliseconds
 * waited.
 * @throws what the limiter throws.
 */
export const acquireReportSlots = async (limiter: RateLimiter, slot: SlotRequest): Promise<number> =>
  (await limiter.acquire(new ReportSlot(slot))) + (await limiter.acquire(slot));

/**
 * Tells the limiter of a 429: other calls of the same kind need not run into it before `until` (epoch milliseconds).
 * A report without a hint of the API pauses reports only.
 */
export async function pauseLimiter(
  limiter: RateLimiter,
  key: string,
  { hintMs }: AttemptFailure,
  { slowWindow }: ApiRequest,
  until: number,
): Promise<void> {
  try {
    await limiter.pause(slowWindow && hintMs === undefined ? reportsKey(key) : key, until);
  } catch {
    // A shared limiter may be unreachable. The retry waits anyway.
  }
}
