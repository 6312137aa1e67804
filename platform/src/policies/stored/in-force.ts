import { LRUCache } from 'lru-cache';
import type { CedarEngine } from '../cedar/cedar-engine.js';
import { ruleSetOf } from '../rules/check.js';
import type { RuleSet } from '../rules/rule-set.js';
import { AlteredPolicies, type PolicyStore } from './policy-store.js';

/** What the policies of a set go by in calls of one action. */
export interface SeenByRules {
  /** Names of fields of the input, or all of it. */
  readonly fields: readonly string[] | 'all';
  readonly source: boolean;
  readonly time: boolean;
}

/** A version of policies that holds. */
export interface SetInForce {
  readonly version: number;
  readonly set: RuleSet;
  /** By connector and action; filled by and by. */
  readonly seen: Map<string, SeenByRules>;
}

/** What holds for a tenant. */
export interface InForce {
  readonly on?: SetInForce;
  readonly watch?: SetInForce;
  /** Until when the policies do not hold for a person (epoch milliseconds), by a digest of the id. */
  readonly exempt: ReadonlyMap<string, number>;
  /** Why every call is refused: what holds is not what the platform has written. */
  readonly altered?: string;
}

const SETS_KEPT = 500;

const ALTERED =
  'The policies of this tenant were altered outside of the platform. The operator of the platform sets them again: policies set, then policies on.';

/** Reads what holds for tenants. */
export class InForceReader {
  readonly #sets = new LRUCache<string, SetInForce>({ max: SETS_KEPT });

  constructor(
    private readonly store: PolicyStore,
    private readonly engine: CedarEngine,
  ) {}

  /** What holds for a tenant, at most a second old. */
  async read(tenantId: string): Promise<InForce> {
    try {
      const { on, watch, exempt } = await this.store.state(tenantId);
      return {
        ...(on === null ? {} : { on: await this.#set(tenantId, on) }),
        ...(watch === null ? {} : { watch: await this.#set(tenantId, watch) }),
        exempt: new Map(exempt.map(({ who, until }) => [who, until])),
      };
    } catch (error) {
      if (!(error instanceof AlteredPolicies)) throw error;
      return { exempt: new Map(), altered: ALTERED };
    }
  }

  /** @throws AlteredPolicies where the version is missing or is not as it was written */
  async #set(tenantId: string, version: number): Promise<SetInForce> {
    const key = version === 0 ? '0' : JSON.stringify([tenantId, version]);
    const known = this.#sets.get(key);
    if (known) return known;
    const found = await this.store.version(tenantId, version);
    if (!found) throw new AlteredPolicies();
    const set = ruleSetOf(this.engine, found.text, found.timeZone);
    const inForce = { version, set, seen: new Map<string, SeenByRules>() };
    this.#sets.set(key, inForce);
    return inForce;
  }
}
