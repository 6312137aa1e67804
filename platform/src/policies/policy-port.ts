import type { HostPolicy, InvocationFacts, PolicyDecision } from 'anthropic-admin-connector/kit';
import { LRUCache } from 'lru-cache';
import type { ApprovalGate } from '../approvals/approval-gate.js';
import { callerOf } from '../http/request-context.js';
import type { Judgement } from './rules/judge.js';
import type { Judges } from './rules/judges.js';
import type { InForce, InForceReader, SetInForce } from './stored/in-force.js';

/** How long a process may act on what it has read of the policies of a tenant, milliseconds; what it reads is a second old at most. */
export const POLICIES_KEPT_MS = 400;

const TENANTS_KEPT = 10_000;

/** Decisions that are kept. Each is of one version of policies, for everything that these go by. */
const DECISIONS_KEPT = 20_000;

/** A call with a longer input is judged each time. */
const LONGEST_KEY = 4_000;

const HOUR_MS = 3_600_000;

const ALLOW: PolicyDecision = { effect: 'allow' };

/** What was read of a tenant, and when. */
interface Known {
  readonly at: number;
  readonly reading: Promise<InForce>;
  inForce?: InForce;
}

/** The policies of tenants, as the policy of every connector. */
export class PolicyPort implements HostPolicy {
  readonly #known = new LRUCache<string, Known>({ max: TENANTS_KEPT });
  readonly #decisions = new LRUCache<string, Judgement>({ max: DECISIONS_KEPT });

  /** @param now - epoch milliseconds */
  constructor(
    private readonly reader: Pick<InForceReader, 'read'>,
    private readonly judges: Judges,
    private readonly gate: Pick<ApprovalGate, 'pass'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Decides by the policies of the tenant of a call. */
  decide(facts: InvocationFacts): PolicyDecision | Promise<PolicyDecision> {
    const { context, effect } = facts;
    // What the platform reads by itself, such as the spend of a day, was switched on by somebody who may.
    if (callerOf(context) === undefined && effect.kind === 'read') return ALLOW;
    const { inForce, reading } = this.#of(context.tenantId);
    return inForce ? this.#by(inForce, facts) : reading.then((read) => this.#by(read, facts));
  }

  /** Reads the policies of a tenant again for the next call. */
  forget(tenantId: string): void {
    this.#known.delete(tenantId);
  }

  #of(tenantId: string): Known {
    const before = this.#known.get(tenantId);
    if (before && performance.now() - before.at < POLICIES_KEPT_MS) return before;
    const reading = this.reader.read(tenantId);
    const known: Known = { at: performance.now(), reading };
    this.#known.set(tenantId, known);
    reading.then(
      (read) => (known.inForce = read),
      () => this.#known.peek(tenantId) === known && this.#known.delete(tenantId),
    );
    return known;
  }

  #by(
    { on, watch, exempt, altered }: InForce,
    facts: InvocationFacts,
  ): PolicyDecision | Promise<PolicyDecision> {
    if (altered !== undefined) return { effect: 'deny', reason: altered };
    if (on) {
      const judgement = this.#judged(on, facts);
      if (judgement.effect !== 'allow') {
        if (exempt.size > 0 && this.judges.isExempt(facts.context, exempt, this.now()))
          return noted(judgement);
        if (judgement.effect === 'deny') return { effect: 'deny', reason: judgement.reason };
        return this.gate.pass(facts, judgement.terms);
      }
    }
    return watch ? noted(this.#judged(watch, facts)) : ALLOW;
  }

  #judged(inForce: SetInForce, facts: InvocationFacts): Judgement {
    const key = this.#keyOf(inForce, facts);
    const known = this.#decisions.get(key);
    if (known) return known;
    const judgement = this.judges.judge(inForce, facts, this.now());
    if (key.length <= LONGEST_KEY) this.#decisions.set(key, judgement);
    return judgement;
  }

  /** Everything that the policies go by in a call of this action. */
  #keyOf({ set, version, seen }: SetInForce, facts: InvocationFacts): string {
    const { connector, action, effect, context } = facts;
    const { actor, connection } = context;
    const caller = callerOf(context);
    const name = `${connector}/${action.id}`;
    const goBy = seen.get(name) ?? this.judges.seenIn(set, connector, action.id);
    seen.set(name, goBy);
    const { fields } = goBy;
    const isAlways = fields !== 'all' && fields.length === 0;
    const input = isAlways ? undefined : facts.input;
    return JSON.stringify([
      set.key,
      version,
      name,
      effect.kind,
      effect.destructive,
      connection,
      actor?.id,
      actor?.type,
      caller?.door,
      caller?.principal.roles,
      goBy.source ? caller?.source : 0,
      goBy.time ? [set.timeZone, Math.floor(this.now() / (HOUR_MS / 4))] : 0,
      fields === 'all'
        ? input
        : // A value is in a list, or 0 would be taken for one that is absent.
          fields.map((field) => (input && field in input ? [input[field]] : 0)),
    ]);
  }
}

/** A call that may run, with what the policies would have decided. */
const noted = (judgement: Judgement): PolicyDecision =>
  judgement.effect === 'allow'
    ? ALLOW
    : { effect: 'allow', instead: { effect: judgement.effect, reason: judgement.reason } };
