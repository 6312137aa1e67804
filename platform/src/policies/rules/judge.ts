import type { ApprovalTerms } from '../../approvals/approval-gate.js';
import { EvaluationFailed, type CedarAnswer, type CedarEngine } from '../cedar/cedar-engine.js';
import type { CedarRequest } from '../cedar/request.js';
import type { Rule, RuleSet } from './rule-set.js';
import { DEFAULT_WINDOW_S } from './terms.js';

/** What policies say about a call. */
export type Judgement = {
  /** Ids of the policies that decided; none where no policy permits the call. */
  readonly policies: readonly string[];
} & (
  | { readonly effect: 'allow' }
  | { readonly effect: 'deny'; readonly reason: string }
  | { readonly effect: 'approval'; readonly reason: string; readonly terms: ApprovalTerms }
);

/** Who approves where no policy says. */
export const DEFAULT_APPROVERS = ['permission:anthropic:approvals:decide'];

/**
 * Judges a call by two evaluations: allowed without an approval, allowed with one, or denied. A policy that cannot be evaluated denies.
 * @param version - of the set, for the terms
 */
export function judge(engine: CedarEngine, set: RuleSet, request: CedarRequest, version: number): Judgement {
  try {
    const plain = engine.ask(set, request, false);
    if (plain.allowed) return { effect: 'allow', policies: plain.reasons };
    const approved = engine.ask(set, request, true);
    return approved.allowed ? approvalOf(set, plain, approved, version) : denialOf(set, approved);
  } catch (error) {
    if (!(error instanceof EvaluationFailed)) throw error;
    const reason = 'A policy could not be evaluated for this call, so it is refused.';
    return { effect: 'deny', policies: error.policies.filter((id) => set.rules.has(id)), reason };
  }
}

const denialOf = (set: RuleSet, { reasons }: CedarAnswer): Judgement => ({
  effect: 'deny',
  policies: reasons,
  reason: reasons.length === 0 ? 'No policy permits it.' : said(rulesOf(set, reasons)),
});

/** Of several policies the strictest terms hold. */
function approvalOf(set: RuleSet, plain: CedarAnswer, approved: CedarAnswer, version: number): Judgement {
  const blocking = rulesOf(set, plain.reasons);
  const permits = rulesOf(set, approved.reasons).filter(({ references: { context } }) =>
    context.has('approved'),
  );
  const deciding = [...blocking, ...permits];
  const policies = deciding.map(({ id }) => id).sort();
  const terms = deciding.map((rule) => rule.terms);
  const lists = terms.flatMap(({ approvers }) => (approvers ? [approvers] : []));
  const [first = DEFAULT_APPROVERS, ...others] = lists;
  const approvers = first.filter((one) => others.every((list) => list.includes(one)));
  if (approvers.length === 0) {
    const reason = `The policies ${policies.join(', ')} require an approval, and no approver is in all of their lists.`;
    return { effect: 'deny', policies, reason };
  }
  const reason = said(deciding);
  return {
    effect: 'approval',
    policies,
    reason,
    terms: {
      reason,
      approvers,
      quorum: Math.max(1, ...terms.map(({ quorum = 1 }) => quorum)),
      windowS: Math.min(...terms.map(({ windowS = DEFAULT_WINDOW_S }) => windowS)),
      appliesOnApproval: terms.every(({ appliesOnApproval = false }) => appliesOnApproval),
      policies,
      policyVersion: version,
    },
  };
}

const rulesOf = ({ rules }: RuleSet, ids: readonly string[]): Rule[] =>
  ids.flatMap((id) => rules.get(id) ?? []);

/** Titles and reasons of policies, as one text. */
const said = (rules: readonly Rule[]): string =>
  [...new Set(rules.map(({ id, terms: { title, reason } }) => words(title ?? id, reason)))].join(' ');

const words = (title: string, reason: string | undefined): string =>
  reason === undefined ? `${title}.` : `${title}: ${/[.!?]$/.test(reason) ? reason : `${reason}.`}`;
