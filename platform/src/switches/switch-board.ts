import type { ActionSwitches } from 'anthropic-admin-connector';
import type { AuditChain } from '../audit/audit-chain.js';
import { BriefCache } from './brief-cache.js';
import { switchFacts } from './switch-facts.js';
import { isOn, type Switchable, type SwitchState } from './switch-state.js';
import type { SwitchChange, SwitchOwner, SwitchStore } from './switch-store.js';

/** How long another process may go on by what the switches were. */
export const SWITCHES_KEPT_MS = 2_000;

const TENANTS_KEPT = 10_000;

/** Who moves a switch. */
export interface SwitchedBy {
  readonly actorId: string;
  readonly actorType?: string;
  readonly requestId: string;
}

/** The switches of all tenants: asked at every invocation, moved now and then. */
export class SwitchBoard {
  readonly #states: BriefCache<SwitchState>;

  /** @param now - epoch milliseconds. */
  constructor(
    private readonly store: SwitchStore,
    private readonly audit: Pick<AuditChain, 'append'>,
    now: () => number = Date.now,
  ) {
    this.#states = new BriefCache(SWITCHES_KEPT_MS, TENANTS_KEPT, now);
  }

  /** What a tenant has switched off. */
  read(owner: SwitchOwner): Promise<SwitchState> {
    return this.#states.get(keyOf(owner), () => this.store.read(owner));
  }

  /** The actions that are on, of those given: what a listing shows. */
  async shown<Item extends Switchable>(owner: SwitchOwner, actions: readonly Item[]): Promise<Item[]> {
    const state = await this.read(owner);
    return actions.filter((action) => isOn(state, action));
  }

  /**
   * Moves switches; in this process from now on, in others within `SWITCHES_KEPT_MS`.
   * @throws Error where the audit cannot be written; no switch moves then.
   */
  async move(owner: SwitchOwner, change: SwitchChange, by: SwitchedBy): Promise<SwitchState> {
    // An entry of a change that was not made does less harm than a change without an entry.
    await this.audit.append(switchFacts(owner, change, by));
    await this.store.move(owner, change, by.actorId);
    this.#states.forget(keyOf(owner));
    return this.read(owner);
  }

  /** The switches as a connector asks for them. */
  portOf(connector: string): ActionSwitches {
    return {
      isEnabled: async (action, { tenantId }) => isOn(await this.read({ tenantId, connector }), action),
    };
  }
}

const keyOf = ({ tenantId, connector }: SwitchOwner): string => `${connector}\n${tenantId}`;
