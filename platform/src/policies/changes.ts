import { detailsOf } from '../audit/details.js';
import type { AuditChain } from '../audit/audit-chain.js';
import type { AuditFacts, Json } from '../audit/entry.js';
import { digestOf } from '../auth/sealed-set.js';
import { plainTextOrNull } from '../security/text.js';
import type { PolicyState } from '../stores/policy-state.js';
import type { PolicyCatalogue } from './cedar/catalogue.js';
import type { CedarEngine } from './cedar/cedar-engine.js';
import type { BrokenGlass, PolicyEvents } from './events.js';
import { checkText, type CheckedText } from './rules/check.js';
import type { PolicyStore, PolicyVersion } from './stored/policy-store.js';

/** How long the policies do not hold for a person who breaks the glass, milliseconds. */
export const GLASS_MS = 3_600_000;

/** The most persons of a tenant for whom they do not hold at a time. */
const MOST_EXEMPT = 20;

/** Who changes policies; the operator has no id. */
export interface PolicyChanger {
  readonly id?: string;
  readonly type?: string | undefined;
  readonly requestId?: string;
}

/** Which versions are to hold; what is omitted stays as it is. */
export interface StateChange {
  readonly on?: number | null | undefined;
  readonly watch?: number | null | undefined;
}

/** A version that a tenant does not have. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';

  constructor(readonly version: number) {
    super(`There is no version ${version}.`);
  }
}

/** What is needed to change policies. */
export interface PolicyChangeDeps {
  readonly store: PolicyStore;
  readonly audit: Pick<AuditChain, 'append'>;
  readonly engine: CedarEngine;
  readonly catalogue: PolicyCatalogue;
  readonly events: PolicyEvents;
  /** Reads the policies of a tenant again for the next call of this process. */
  readonly forget?: (tenantId: string) => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Changes the policies of tenants, each with an entry in the audit before it is done. */
export class PolicyChanges {
  readonly #now: () => number;

  constructor(private readonly deps: PolicyChangeDeps) {
    this.#now = deps.now ?? Date.now;
  }

  /** Checks a text, and stores nothing. */
  check(text: string, timeZone: string): Promise<CheckedText> {
    return checkText(this.deps.engine, this.deps.catalogue, text, timeZone);
  }

  /**
   * Stores a text as a new version, which does not hold yet.
   * @returns what is wrong with it, or its number.
   * @throws TooManyVersions; Error where the audit cannot be written, and nothing is stored then.
   */
  async save(
    tenantId: string,
    { text, timeZone, reason }: Pick<PolicyVersion, 'text' | 'timeZone' | 'reason'>,
    by: PolicyChanger,
  ): Promise<Exclude<CheckedText, { ok: true }> | { readonly ok: true; readonly version: number }> {
    const checked = await this.check(text, timeZone);
    if (!checked.ok) return checked;
    await this.#record(tenantId, 'policies.saved', by, {
      reason,
      timeZone,
      rules: [...checked.set.rules.keys()],
    });
    const version = await this.deps.store.add(tenantId, {
      text,
      timeZone,
      reason,
      createdBy: by.id ?? OPERATOR,
    });
    return { ok: true, version };
  }

  /**
   * Changes which versions hold.
   * @param repairs - of the operator: starts a part of the state again that was altered
   * @throws UnknownVersion; AlteredPolicies; Error where the audit cannot be written, and nothing changes then.
   */
  async set(
    tenantId: string,
    { on, watch }: StateChange,
    reason: string,
    by: PolicyChanger,
    repairs = false,
  ): Promise<PolicyState> {
    for (const version of [on, watch]) {
      if (typeof version === 'number') await this.#known(tenantId, version);
    }
    await this.#record(tenantId, 'policies.set', by, { on, watch, reason });
    const state = await this.deps.store.change(
      tenantId,
      (before) => ({
        ...before,
        ...(on === undefined ? {} : { on }),
        ...(watch === undefined ? {} : { watch }),
      }),
      repairs,
    );
    this.deps.forget?.(tenantId);
    return state;
  }

  /**
   * Lets the policies not hold for a person for an hour: calls that they would refuse run, and are marked.
   * @throws AlteredPolicies; Error where the audit cannot be written, and nothing changes then.
   */
  async breakGlass(
    tenantId: string,
    reason: string,
    by: PolicyChanger & { readonly id: string },
  ): Promise<BrokenGlass> {
    const until = this.#now() + GLASS_MS;
    const event = { tenantId, actorId: by.id, reason, until: new Date(until).toISOString() };
    await this.#record(tenantId, 'policies.glass_broken', by, { reason, until: event.until });
    await this.#exempt(tenantId, { who: digestOf(by.id), until });
    await this.deps.events.brokenGlass(event);
    return event;
  }

  /** Lets the policies hold for a person again. */
  async mendGlass(tenantId: string, by: PolicyChanger & { readonly id: string }): Promise<void> {
    await this.#record(tenantId, 'policies.glass_mended', by, {});
    await this.#exempt(tenantId, { who: digestOf(by.id), until: 0 });
  }

  async #exempt(tenantId: string, { who, until }: { who: string; until: number }): Promise<void> {
    const now = this.#now();
    await this.deps.store.change(tenantId, (state) => ({
      ...state,
      exempt: [{ who, until }, ...state.exempt.filter((each) => each.who !== who)]
        .filter((each) => each.until > now)
        .slice(0, MOST_EXEMPT),
    }));
    this.deps.forget?.(tenantId);
  }

  /** @throws UnknownVersion, AlteredPolicies */
  async #known(tenantId: string, version: number): Promise<void> {
    if (!(await this.deps.store.version(tenantId, version))) throw new UnknownVersion(version);
  }

  #record(
    tenantId: string,
    action: string,
    { id, type, requestId }: PolicyChanger,
    details: Readonly<Record<string, Json | undefined>>,
  ): Promise<unknown> {
    const facts: AuditFacts = {
      tenantId,
      kind: 'setting',
      action,
      actorId: plainTextOrNull(id),
      actorType: type ?? null,
      connection: null,
      code: 'ok',
      requestId: plainTextOrNull(requestId),
      upstreamRequestId: null,
      durationMs: null,
      details: detailsOf({ ...details, by: id === undefined ? OPERATOR : undefined }),
    };
    return this.deps.audit.append(facts);
  }
}

const OPERATOR = 'operator';
