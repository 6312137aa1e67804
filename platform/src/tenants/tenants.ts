import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import {
  RateLimitExceeded,
  type RateLimiter,
  type SlotRequest,
  type SwitchedOff,
} from 'anthropic-admin-connector';
import type { Response } from 'express';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database.js';
import { localsOf } from '../http/request-context.js';
import { PlatformError } from '../problems/platform-error.js';
import type { RowSeal } from '../security/seal.js';
import { tenantOf, UNSET, type StoredTenant, type TenantSettings } from './tenant-row.js';

/** How long a process may act on the previous settings of a tenant, milliseconds. */
export const TENANTS_KEPT_MS = 1_000;

const TENANTS_KEPT = 10_000;

type Known = TenantSettings & Partial<Pick<StoredTenant, 'altered'>>;

/** What the operator has set for tenants: read with every call, changed rarely. */
export class Tenants {
  /** Holds promises, so concurrent readers share one query and its age counts from the start of the query. */
  readonly #known = new LRUCache<string, Promise<Known>>({
    max: TENANTS_KEPT,
    ttl: TENANTS_KEPT_MS,
    ttlResolution: 0,
  });

  readonly #settled = new WeakMap<Promise<Known>, Known>();

  constructor(
    private readonly database: Pick<Database, 'db'>,
    private readonly seal: RowSeal,
  ) {}

  /** The settings of a tenant, from at most `TENANTS_KEPT_MS` ago. */
  of(tenantId: string): Promise<Known> {
    const known = this.#known.get(tenantId);
    if (known) return known;
    const settings = this.#read(tenantId);
    this.#known.set(tenantId, settings);
    settings.then(
      (read) => this.#settled.set(settings, read),
      () => this.#known.peek(tenantId) === settings && this.#known.delete(tenantId),
    );
    return settings;
  }

  /** The same where they are at hand; undefined where the database has to be asked. */
  atHand(tenantId: string): Known | undefined {
    const known = this.#known.get(tenantId);
    return known && this.#settled.get(known);
  }

  /** @throws PlatformError tenant_disabled; and what the database throws: without its answer no call is accepted. */
  async requireEnabled(tenantId: string): Promise<void> {
    const off = await this.whyOff(tenantId);
    if (off) throw new PlatformError('tenant_disabled', off);
  }

  /** Why the actions of a tenant are off as a whole; undefined where it is enabled. */
  async whyOff(tenantId: string): Promise<SwitchedOff | undefined> {
    const settings = await this.of(tenantId);
    return settings.state === 'disabled' ? refusalOf(settings) : undefined;
  }

  async #read(tenantId: string): Promise<Known> {
    const row = await this.database.db
      .selectFrom('tenants')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return row ? tenantOf(this.seal, row) : UNSET;
  }
}

/** Why the calls of a disabled tenant are refused. */
const refusalOf = ({ reason, altered }: Known): SwitchedOff =>
  altered === true
    ? {
        message:
          'This tenant is disabled: its settings were altered outside of the platform. The request was not processed.',
        fix: 'Ask the operator of the platform, who runs: tenants show, then tenants enable.',
      }
    : {
        message: `The operator of the platform has disabled this tenant${reason === null ? '' : `: ${reason}`}. The request was not processed.`,
        fix: 'Ask the operator of the platform. The request can be sent again once the tenant is enabled.',
      };

/** Refuses the requests of disabled tenants, whatever they ask for. It runs after the throttle, which counts them too. */
@Injectable()
export class TenantGuard implements CanActivate {
  constructor(private readonly tenants: Tenants) {}

  /** @throws PlatformError tenant_disabled */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
    if (principal) await this.tenants.requireEnabled(principal.tenantId);
    return true;
  }
}

const BUDGETS_KEPT = 1_000;

/** The limiter of organizations, with a number of requests per minute for each tenant that has one. */
export class TenantPacing implements RateLimiter {
  /** Tenants with the same number share a limiter, and have a key each. */
  readonly #byBudget = new LRUCache<number, RateLimiter>({ max: BUDGETS_KEPT });

  /** @param limiterOf - makes the limiter of keys that may have so many requests per minute. */
  constructor(
    private readonly tenants: Pick<Tenants, 'of' | 'atHand'>,
    private readonly inner: RateLimiter,
    private readonly limiterOf: (perMinute: number) => RateLimiter,
  ) {}

  /** Takes the slot of the tenant, then the one of the organization; where there is none of the latter, the former is used up. */
  acquire(slot: SlotRequest): number | Promise<number> {
    const { tenant } = slot;
    // A slot that is granted at once stays synchronous: after a wait the key would be opened again.
    if (tenant === undefined || this.tenants.atHand(tenant)?.budget === null) return this.inner.acquire(slot);
    return this.#acquireOf(tenant, slot);
  }

  async #acquireOf(tenant: string, slot: SlotRequest): Promise<number> {
    const { budget } = await this.tenants.of(tenant);
    if (budget === null) return this.inner.acquire(slot);
    return (await this.#ofTenant(slot, tenant, budget)) + (await this.inner.acquire(slot));
  }

  /** See `RateLimiter`. */
  pause(key: string, until: number): void | Promise<void> {
    return this.inner.pause(key, until);
  }

  async #ofTenant(slot: SlotRequest, tenant: string, budget: number): Promise<number> {
    const limiter = this.#byBudget.get(budget) ?? this.limiterOf(budget);
    this.#byBudget.set(budget, limiter);
    try {
      return await limiter.acquire(new TenantSlot(slot, tenant));
    } catch (error) {
      if (!(error instanceof RateLimitExceeded)) throw error;
      throw new RateLimitExceeded(
        error.retryAfterMs,
        `the operator allows this tenant ${budget.toLocaleString('en')} requests per minute, and none more before the deadline`,
      );
    }
  }
}

/** The same request, as the limiter of tenants sees it. */
class TenantSlot implements SlotRequest {
  readonly key: string;

  constructor(
    private readonly slot: SlotRequest,
    readonly tenant: string,
  ) {
    this.key = JSON.stringify(['tenant', tenant]);
  }

  get by(): string | undefined {
    return this.slot.by;
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
