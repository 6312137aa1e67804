import { Injectable } from '@nestjs/common';
import type {
  AuditEntry,
  InvocationContext,
  InvocationFacts,
  PolicyDecision,
} from 'anthropic-admin-connector';
import { DatabaseAudit } from '../audit/database-audit.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import type { Approval } from './approval.js';
import { ApprovalBook } from './approval-book.js';
import { bindingOf, completed, type ApprovalTerms } from './approval-terms.js';
import { TooManyApprovals } from './approval-store.js';
import { callOf, planOf } from './plan-of.js';

export type { ApprovalTerms } from './approval-terms.js';

const ALLOW = { effect: 'allow' } as const;

const OF_WHOLE =
  'It is a part of the action that was called. Run the parts one by one, or have the policy require an approval of the whole.';

/** An approval that an invocation has used up: its later questions pass. */
interface Passed {
  readonly callKey: string;
  readonly terms: ApprovalTerms;
}

/** Decides whether a call that a policy requires approval for has one. */
@Injectable()
export class ApprovalGate {
  /** By the context of an invocation, which no caller can choose, as it can a request id. */
  readonly #passed = new WeakMap<object, Passed>();
  /** The terms that a policy has given for a call that was planned, by its caller. */
  readonly #terms = new WeakMap<object, ApprovalTerms>();

  constructor(
    private readonly book: ApprovalBook,
    private readonly directory: ConnectorDirectory,
    private readonly audit: DatabaseAudit,
  ) {}

  /** Uses up the approval of exactly this call where there is one, or opens one. */
  async pass(facts: InvocationFacts, given: ApprovalTerms): Promise<PolicyDecision> {
    const terms = completed(given);
    const { context, dryRun } = facts;
    const { reason } = terms;
    if (context.actor === undefined)
      return { effect: 'deny', reason: `${reason} An approval needs to know who asks for it.` };
    if (dryRun) {
      if (typeof context.caller === 'object' && context.caller) this.#terms.set(context.caller, terms);
      return { effect: 'approval', reason };
    }
    const callKey = this.book.callKeyOf(facts);
    const passed = this.#passedBy(context);
    if (passed) return this.#again(passed, callKey, terms);
    // One for a part alone would be used up while the whole is not done.
    if (facts.partOf !== undefined && facts.effect.kind !== 'read')
      return { effect: 'approval', reason, fix: OF_WHOLE };
    try {
      return await this.#decide(facts, terms, callKey);
    } catch (error) {
      if (!(error instanceof TooManyApprovals)) throw error;
      return {
        effect: 'deny',
        reason: `${reason} Too many approvals wait already; cancel some of them first.`,
      };
    }
  }

  /** Lets a call of the platform pass that applies an approval, which is used up already. @param caller - of the context of that call */
  letPass(caller: object, { callKey, body: { terms } }: Approval): void {
    this.#passed.set(caller, { callKey, terms });
  }

  /** The terms by which a call that was just planned needs an approval. @param caller - of the context of the plan */
  termsFor(caller: object): ApprovalTerms | undefined {
    return this.#terms.get(caller);
  }

  #passedBy(context: InvocationContext): Passed | undefined {
    const { caller } = context;
    return (
      this.#passed.get(context) ??
      (typeof caller === 'object' && caller ? this.#passed.get(caller) : undefined)
    );
  }

  /**
   * The same call asks again, or a part of a composed one: an approval of the whole holds for parts that no others would have to
   * approve. So does one that was asked for before a policy required it.
   */
  #again(passed: Passed, callKey: string, terms: ApprovalTerms): PolicyDecision {
    const { approvers, quorum } = passed.terms;
    const isSame = callKey === passed.callKey && passed.terms.policyVersion >= 0;
    const holds = isSame
      ? bindingOf(passed.terms) === bindingOf(terms)
      : quorum >= terms.quorum && approvers.every((each) => terms.approvers.includes(each));
    if (holds) return ALLOW;
    return {
      effect: 'approval',
      reason: terms.reason,
      outdated: 'The policy asks for other approvers than those who approved.',
    };
  }

  async #decide(facts: InvocationFacts, terms: ApprovalTerms, callKey: string): Promise<PolicyDecision> {
    const { context } = facts;
    const { tenantId } = context;
    if (await this.book.isRepeat(facts, callKey)) return ALLOW;
    const found = await this.book.current(tenantId, callKey);
    if (found?.state === 'denied') return this.book.told(found, 'denied');
    const sameTerms = found && bindingOf(found.body.terms) === bindingOf(terms);
    if (found && (found.state === 'applying' || found.state === 'edited')) return this.book.told(found);
    if (found?.state === 'pending' && sameTerms) return this.book.told(found);
    const connector = this.directory.get(facts.connector.split('/')[0] ?? '');
    const planned = await planOf(connector, callOf(facts), bindingOf(terms));
    if ('error' in planned) return { effect: 'fail', error: planned.error };
    if (found?.state === 'approved' && found.body.digest === planned.digest) {
      const used = await this.book.use(found, facts.requestId);
      if (used) {
        this.#passed.set(context, { callKey, terms });
        this.audit.whenEnded(context, (entry) => this.#settle(used, entry));
        return ALLOW;
      }
      // Another call was faster.
      const now = await this.book.current(tenantId, callKey);
      if (now) return this.book.told(now);
    }
    const opened = await this.book.open({ facts, terms, callKey, planned, before: found });
    const was =
      found?.state === 'approved' ? 'What the call would do has changed since it was approved.' : undefined;
    return this.book.told(opened, undefined, was);
  }

  async #settle(approval: Approval, { outcome }: AuditEntry): Promise<void> {
    await this.book.settle(approval, outcome);
  }
}
