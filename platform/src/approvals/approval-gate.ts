import { Injectable } from '@nestjs/common';
import type { InvocationFacts, PolicyDecision } from 'anthropic-admin-connector/kit';

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

/** Decides whether a call that a policy requires approval for has one. */
@Injectable()
export class ApprovalGate {
  /** Uses up the approval of exactly this call where there is one, or opens one. */
  pass(_facts: InvocationFacts, { reason }: ApprovalTerms): Promise<PolicyDecision> {
    return Promise.resolve({ effect: 'approval', reason });
  }
}
