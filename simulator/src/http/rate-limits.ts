import type { Clock } from '../clock.js';
import { HOUR, MINUTE, SECOND, timestamp } from '../clock.js';
import { rateLimited } from '../errors.js';
import type { Route } from './route.js';

/** Creating invites has a separate limit (ADMIN_API.md, "Errors"). */
const INVITES_PER_HOUR = 1_200;
const SPEND_LIMITS_PER_MINUTE = 60;

interface CounterWindow {
  readonly endsAt: number;
  used: number;
}

/** Counts requests per organization in fixed windows, which start with the first request. */
export class RateLimits {
  readonly #windows = new Map<string, CounterWindow>();

  constructor(
    private readonly clock: Clock,
    private readonly requestsPerMinute: number | undefined,
  ) {}

  /**
   * Counts one request.
   *
   * @throws ApiError 429 if a limit is exceeded.
   */
  count(organizationId: string, route: Route): void {
    if (this.requestsPerMinute !== undefined) {
      this.#take(`${organizationId} all`, this.requestsPerMinute, MINUTE, route);
      if (route.meter === 'spend_limits') {
        this.#take(`${organizationId} spend_limits`, SPEND_LIMITS_PER_MINUTE, MINUTE, route);
      }
    }
    if (route.meter === 'invites') this.#take(`${organizationId} invites`, INVITES_PER_HOUR, HOUR, route);
  }

  /** Resets all counters. */
  reset(): void {
    this.#windows.clear();
  }

  #take(name: string, limit: number, length: number, route: Route): void {
    const now = this.clock();
    const known = this.#windows.get(name);
    const window = known && now < known.endsAt ? known : { endsAt: now + length, used: 0 };
    this.#windows.set(name, window);
    if (window.used < limit) {
      window.used += 1;
      return;
    }
    throw rateLimited(
      `This request would exceed your organization's rate limit of ${limit} requests.`,
      route.report ? reportHeaders(window.endsAt - length) : retryHeaders(window.endsAt, now),
    );
  }
}

const retryHeaders = (endsAt: number, now: number): Record<string, string> => ({
  'retry-after': String(Math.ceil((endsAt - now) / SECOND)),
  'anthropic-ratelimit-requests-reset': timestamp(endsAt),
});

/** Reports return no `retry-after`, and a reset time in the past. */
const reportHeaders = (reset: number): Record<string, string> => ({
  'anthropic-ratelimit-requests-reset': timestamp(reset),
});
