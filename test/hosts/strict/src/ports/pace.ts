import { RateLimitExceeded, type RateLimiter, type SlotRequest } from 'anthropic-admin-connector';
import type { Records } from '../records.js';

/** Grants every request a slot, unless the API asked for a pause that lasts too long. */
export class Pace implements RateLimiter {
  private readonly pausedUntil = new Map<string, number>();

  constructor(private readonly records: Records) {}

  acquire({ key, deadline }: SlotRequest): number {
    this.records.paced.add(key);
    const waitMs = (this.pausedUntil.get(key) ?? 0) - Date.now();
    if (waitMs > 0 || deadline < Date.now()) throw new RateLimitExceeded(waitMs);
    return 0;
  }

  pause(key: string, until: number): void {
    this.pausedUntil.set(key, until);
  }
}
