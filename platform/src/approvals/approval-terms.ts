import { createHash } from 'node:crypto';

/** What a policy says about the approval that it requires. */
export interface ApprovalTerms {
  /** Why, in one sentence: titles and reasons of the policies that decided. */
  readonly reason: string;
  /** Who may approve: `permission:<permission>` or `user:<id of an actor>`; one of them is enough. */
  readonly approvers: readonly string[];
  /** How many approvers have to agree, from 1. */
  readonly quorum: number;
  /** How long an approval may be used once it is given, seconds. */
  readonly windowS: number;
  /** Whether the platform applies the call itself once it is approved, instead of waiting for the requester's repeat. */
  readonly appliesOnApproval: boolean;
  /** Ids of the policies that decided. */
  readonly policies: readonly string[];
  /** Version of the policy set that decided; part of the digest of a plan. */
  readonly policyVersion: number;
}

/** The permission by which one approves where a policy names no one else. */
export const DECIDES = 'permission:anthropic:approvals:decide';

/** The terms with at least one approver. */
export const completed = (terms: ApprovalTerms): ApprovalTerms => ({
  ...terms,
  approvers: terms.approvers.length === 0 ? [DECIDES] : [...terms.approvers].sort(),
  quorum: Math.max(1, Math.floor(terms.quorum)),
});

/** What of the terms is part of the digest of a plan: an approval by other terms does not hold. */
export const bindingOf = (terms: ApprovalTerms): string => {
  const { approvers, quorum, policies, policyVersion } = completed(terms);
  const text = JSON.stringify([policyVersion, quorum, approvers, [...policies].sort()]);
  return createHash('sha256').update(text).digest('hex');
};
