import { createHash } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Credential, RefusedRequests } from '../../auth/auth.guard.js';
import { networkOf } from '../../http/addresses.js';
import { localsOf, type Principal } from '../../http/request-context.js';
import { PlatformError } from '../../problems/platform-error.js';
import type { Tenants } from '../../tenants/tenants.js';
import type { Counter, Counters } from './counters.js';
import { SCOPES, type Scope, type ThrottleSettings } from './throttle.config.js';

/** Receives the events of the throttle. */
export interface ThrottleEvents {
  /** A request was refused. */
  refused(scope: Scope): void;
  /** A request was refused for its token or session, or because it had none. */
  unauthenticated(credential: Credential): void;
  /** The database did not store a count; the request was processed. */
  failed(error: unknown): void;
}

const QUOTAS_KEPT = 1_000;

const FIX_QUOTA = 'An operator can change the limit of this tenant: tenants quota.';

interface Limit {
  readonly scope: Scope;
  readonly limit: number;
  readonly counter: Counter;
}

type Subject = Pick<Principal, 'tenantId' | 'actor'>;

/** Where a request without a token comes from. */
export interface Source {
  readonly address: string;
  /** Probes are counted on their own, so no other client can make a process look dead. */
  readonly probe: boolean;
}

/**
 * Limits the requests per minute of each token subject and each tenant, and by their address those to routes that require
 * no token, and those that are refused for their token or session.
 */
export class Throttle implements RefusedRequests {
  readonly #limits: readonly Limit[];
  readonly #quotas = new LRUCache<number, Limit>({ max: QUOTAS_KEPT });

  /** @param tenants - knows the requests per minute that a tenant has in place of the setting. */
  constructor(
    settings: ThrottleSettings,
    private readonly counters: Counters,
    private readonly events: ThrottleEvents,
    private readonly tenants?: Pick<Tenants, 'of'>,
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
  async take({ tenantId, actor }: Subject): Promise<void> {
    const quota = (await this.tenants?.of(tenantId))?.throttle ?? null;
    // Per subject, not per token, because a client could obtain a new token for each request.
    const token = hashOf(tenantId, actor.id);
    if (quota === null) return this.#count({ token, tenant: hashOf(tenantId) });
    await this.#count({ token });
    await this.#consume(this.#quota(quota), hashOf(tenantId), FIX_QUOTA);
  }

  /**
   * Counts a request without a token.
   * @throws PlatformError throttled
   */
  takeOpen({ address, probe }: Source): Promise<void> {
    return this.#count({ address: `${probe ? 'probe' : 'open'} ${networkOf(address)}` });
  }

  /**
   * Counts a request that is refused for its token or session, on its own: it takes nothing from sign-ins of the same address.
   * @throws PlatformError throttled
   */
  takeRefused(address: string, credential: Credential): Promise<void> {
    this.events.unauthenticated(credential);
    return this.#count({ address: `refused ${networkOf(address)}` });
  }

  /**
   * Counts a request that asks the API about a key. Whose organization it is the answer tells, so no limit of an organization holds
   * it back, whatever the names of the connections.
   * @throws PlatformError throttled
   */
  takeKeyCheck(tenantId: string, address: string): Promise<void> {
    return this.#count({ keys_tenant: hashOf(tenantId), keys_address: hashOf(networkOf(address)) });
  }

  async #count(keys: Partial<Record<Scope, string>>): Promise<void> {
    for (const limit of this.#limits) {
      const key = keys[limit.scope];
      if (key !== undefined) await this.#consume(limit, key);
    }
  }

  async #consume({ scope, limit, counter }: Limit, key: string, fix?: string): Promise<void> {
    try {
      await counter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      this.events.refused(scope);
      throw throttled(scope, limit, error.msBeforeNext, fix);
    }
  }

  /** Tenants with the same quota share a counter, and have a key each. */
  #quota(limit: number): Limit {
    const known = this.#quotas.get(limit);
    if (known) return known;
    const made: Limit = {
      scope: 'tenant',
      limit,
      counter: this.counters('tenant', limit, (error) => this.events.failed(error)),
    };
    this.#quotas.set(limit, made);
    return made;
  }
}

/** Routes that are asked by orchestrators and monitors. */
const PROBES = /^\/(health|metrics)(\/|$)/;

/**
 * Refuses requests above the limits of their token or tenant, and of their address on routes that require no token. It runs
 * after the authentication guard.
 */
@Injectable()
export class ThrottleGuard implements CanActivate {
  constructor(private readonly throttle: Throttle) {}

  /** @throws PlatformError throttled */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const { principal } = localsOf(http.getResponse<Response>());
    const { ip: address = '', path } = http.getRequest<Request>();
    if (principal) await this.throttle.take(principal);
    else await this.throttle.takeOpen({ address, probe: PROBES.test(path) });
    return true;
  }
}

const hashOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** What a limit is of, and the end of the name of its variable. */
const LIMITS: Readonly<Record<Scope, readonly [what: string, variable: string]>> = {
  token: ['requests per minute per token subject', 'PER_TOKEN'],
  tenant: ['requests per minute per tenant', 'PER_TENANT'],
  address: ['requests per minute per address', 'PER_ADDRESS'],
  keys_tenant: ['keys saved or checked per minute per tenant', 'KEYS_PER_TENANT'],
  keys_address: ['keys saved or checked per minute per address', 'KEYS_PER_ADDRESS'],
};

/** A request above the limit. It says whose limit it is: the one of an API is another, with another window. */
export function throttled(scope: Scope, limit: number, afterMs: number, fix?: string): PlatformError {
  const [what, variable] = LIMITS[scope];
  const seconds = Math.max(1, Math.ceil(afterMs / 1000));
  const how = fix ?? `An operator can change the limit with PLATFORM_THROTTLE_${variable}.`;
  return new PlatformError('throttled', {
    message: `Rate limit exceeded: ${limit} ${what}. This is the platform's limit, not the API's. The request was not processed.`,
    fix: `Try again in ${seconds} s. ${how}`,
    afterMs: seconds * 1000,
    resend: 'after_wait',
  });
}
