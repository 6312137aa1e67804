import { createHash } from 'node:crypto';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Principal } from '../../http/request-context.js';
import { PlatformError } from '../../problems/platform-error.js';
import type { Counter, Counters } from './counters.js';
import { SCOPES, type Scope, type ThrottleSettings } from './throttle.config.js';

/** Receives the events of the throttle. */
export interface ThrottleEvents {
  /** A request was refused. */
  refused(scope: Scope): void;
  /** The database did not store a count; the request was processed. */
  failed(error: unknown): void;
}

interface Limit {
  readonly scope: Scope;
  readonly limit: number;
  readonly counter: Counter;
}

type Subject = Pick<Principal, 'tenantId' | 'actor'>;

/** Limits the requests per minute of each token subject and each tenant. Counts authenticated requests only. */
export class Throttle {
  readonly #limits: readonly Limit[];

  constructor(
    settings: ThrottleSettings,
    counters: Counters,
    private readonly events: ThrottleEvents,
  ) {
    this.#limits = SCOPES.filter((scope) => settings[scope] > 0).map((scope) => ({
      scope,
      limit: settings[scope],
      counter: counters(scope, settings[scope], (error) => events.failed(error)),
    }));
  }

  /**
   * Counts a request. One that is refused for its subject is not counted for its tenant, so one subject cannot use up
   * the tenant's limit.
   * @throws PlatformError throttled
   */
  async take(subject: Subject): Promise<void> {
    for (const { scope, limit, counter } of this.#limits) {
      try {
        await counter.consume(KEYS[scope](subject));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        this.events.refused(scope);
        throw throttled(scope, limit, error.msBeforeNext);
      }
    }
  }
}

/** Counts per subject, not per token, because a client could obtain a new token for each request. */
const KEYS: Readonly<Record<Scope, (subject: Subject) => string>> = {
  token: ({ tenantId, actor }) => hashOf(tenantId, actor.id),
  tenant: ({ tenantId }) => hashOf(tenantId),
};

const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

const PER: Readonly<Record<Scope, string>> = {
  token: 'token subject',
  tenant: 'tenant',
};

/** A request above the limit. It says whose limit it is: the one of an API is another, with another window. */
export function throttled(scope: Scope, limit: number, afterMs: number): PlatformError {
  const seconds = Math.max(1, Math.ceil(afterMs / 1000));
  return new PlatformError('throttled', {
    message: `Rate limit exceeded: ${limit} requests per minute per ${PER[scope]}. This is the platform's limit, not the API's. The request was not processed.`,
    fix: `Try again in ${seconds} s. An operator can change the limit with PLATFORM_THROTTLE_PER_${scope.toUpperCase()}.`,
    afterMs: seconds * 1000,
    resend: 'after_wait',
  });
}
