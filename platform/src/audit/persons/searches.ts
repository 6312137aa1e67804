import { PlatformError } from '../../problems/platform-error.js';

/** Searches of one tenant that wait while another one runs. */
const MOST_WAITING = 4;

const AFTER_MS = 2_000;

/** Runs searches that decrypt all persons of a tenant: one at a time for each tenant, and one for all who ask for the same. */
export class Searches<Found> {
  readonly #running = new Map<string, Map<string, Promise<Found>>>();

  /** @throws PlatformError (throttled) where as many wait as may, and what the search throws. */
  async run(tenantId: string, part: string, search: () => Promise<Found>): Promise<Found> {
    const own = this.#running.get(tenantId) ?? new Map<string, Promise<Found>>();
    const same = own.get(part);
    if (same) return same;
    if (own.size > MOST_WAITING) {
      throw new PlatformError('throttled', {
        message: 'Too many searches for a part of a person are running for this tenant.',
        fix: `Try again in ${AFTER_MS / 1000} s, or give the whole id or address as actor.`,
        afterMs: AFTER_MS,
        resend: 'after_wait',
      });
    }
    const before = [...own.values()].at(-1);
    const found = (before ?? Promise.resolve()).then(search, search).finally(() => {
      own.delete(part);
      if (own.size === 0) this.#running.delete(tenantId);
    });
    own.set(part, found);
    this.#running.set(tenantId, own);
    return found;
  }
}
