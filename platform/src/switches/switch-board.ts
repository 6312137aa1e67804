import type { Action, ActionRequest, ActionSwitches, SwitchedOff } from 'anthropic-admin-connector';
import { LRUCache } from 'lru-cache';
import type { AuditChain } from '../audit/audit-chain.js';
import type { AuditFacts } from '../audit/entry.js';
import { detailsOf } from '../audit/details.js';
import { callerOf } from '../http/request-context.js';
import { refusalOf } from '../permissions/token-limits.js';
import { plainTextOrNull } from '../security/text.js';
import type { Tenants } from '../tenants/tenants.js';
import type { SwitchState } from './switch-state.js';
import type { SwitchChange, SwitchOwner, SwitchStore } from './switch-store.js';

/** How long another process may act on the previous switches, milliseconds. */
export const SWITCHES_KEPT_MS = 400;

const TENANTS_KEPT = 10_000;

/** The part of an action that decides about its switch. */
export type Switchable = Pick<Action, 'id' | 'effect'>;

/** Tells whether an action can be invoked. */
export const isOn = ({ readOnly, off }: SwitchState, { id, effect }: Switchable): boolean =>
  !off.has(id) && !(readOnly && effect.kind !== 'read');

/** Who changes a switch. */
export interface SwitchedBy {
  /** Absent for the operator, like the others. */
  readonly actorId?: string;
  readonly actorType?: string;
  readonly requestId?: string;
}

/** The switches of all tenants: read at every invocation, changed rarely. */
export class SwitchBoard implements ActionSwitches {
  /** Holds promises, so concurrent readers share one query and its age counts from the start of the query. */
  readonly #states: LRUCache<string, Promise<SwitchState>>;

  /**
   * @param tenants - says which tenants are disabled, whose actions are all off.
   * @param now - epoch milliseconds.
   */
  constructor(
    private readonly store: SwitchStore,
    private readonly audit: Pick<AuditChain, 'append'>,
    private readonly tenants?: Pick<Tenants, 'whyOff'>,
    now: () => number = Date.now,
  ) {
    this.#states = new LRUCache({
      max: TENANTS_KEPT,
      ttl: SWITCHES_KEPT_MS,
      ttlResolution: 0,
      perf: { now },
    });
  }

  /** Returns what a tenant has switched off. */
  read(owner: SwitchOwner): Promise<SwitchState> {
    const key = keyOf(owner);
    const known = this.#states.get(key);
    if (known) return known;
    const state = this.store.read(owner);
    this.#states.set(key, state);
    state.catch(() => this.#states.peek(key) === state && this.#states.delete(key));
    return state;
  }

  /** Keeps the actions that are on. */
  async shown<Item extends Switchable>(owner: SwitchOwner, actions: readonly Item[]): Promise<Item[]> {
    const state = await this.read(owner);
    return actions.filter((action) => isOn(state, action));
  }

  /**
   * Changes switches: at once in this process, within `SWITCHES_KEPT_MS` in others.
   * @throws Error if the audit cannot be written; no switch changes then
   */
  async move(owner: SwitchOwner, change: SwitchChange, by: SwitchedBy): Promise<SwitchState> {
    // An entry without a change does less harm than a change without an entry.
    await this.audit.append(switchFacts(owner, change, by));
    await this.store.move(owner, change, by.actorId ?? OPERATOR);
    this.#states.delete(keyOf(owner));
    return this.read(owner);
  }

  /** Tells a connector whether a tenant has enabled an action. */
  async isEnabled({ connector, action, context }: ActionRequest): Promise<boolean | SwitchedOff> {
    const off = await this.tenants?.whyOff(context.tenantId);
    return off ?? isOn(await this.read({ tenantId: context.tenantId, connector }), action);
  }
}

/**
 * Switches that are off besides for a service token that does not include the action or the connection of a call. An engine asks them
 * before every call and plan, and before every part of a composed read, whatever the door is.
 */
export const withinToken = (switches: ActionSwitches | undefined): ActionSwitches => ({
  isEnabled: (request) => {
    const token = callerOf(request.context)?.principal.token;
    return (token && refusalOf(token, request)) ?? switches?.isEnabled(request) ?? true;
  },
});

const OPERATOR = 'operator';

const keyOf = ({ tenantId, connector }: SwitchOwner): string => `${connector}\n${tenantId}`;

/** The audit entry of a change. */
const switchFacts = (
  { tenantId, connector }: SwitchOwner,
  { readOnly, off, on, onlyThese }: SwitchChange,
  { actorId, actorType, requestId }: SwitchedBy,
): AuditFacts => ({
  tenantId,
  kind: 'setting',
  action: 'switches.moved',
  actorId: plainTextOrNull(actorId),
  actorType: actorType ?? null,
  connection: null,
  code: 'ok',
  requestId: plainTextOrNull(requestId),
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({
    connector,
    readOnly,
    off,
    on,
    onlyThese,
    by: actorId === undefined ? OPERATOR : undefined,
  }),
});
