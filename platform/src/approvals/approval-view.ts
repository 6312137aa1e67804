import type { Outcome } from 'anthropic-admin-connector';
import type { Json } from '../audit/entry.js';
import type { Principal } from '../http/request-context.js';
import type { Approval, ApprovalPlan } from './approval.js';
import { whyNot } from './approver.js';

/** An approval in a response. */
export interface ApprovalView {
  readonly id: string;
  readonly state: Approval['state'];
  readonly url: string | null;
  readonly connector: string;
  readonly connection: string;
  readonly action: string;
  /** Without secrets; null where it is too large. */
  readonly input: Json;
  readonly reason: string;
  readonly requester: { readonly id: string; readonly type: string | null; readonly token: string | null };
  /** The words of who asks. */
  readonly note: string | null;
  readonly plan: ApprovalPlan;
  readonly approvers: readonly string[];
  readonly quorum: number;
  readonly votes: readonly { readonly by: string; readonly at: string; readonly note: string | null }[];
  readonly ended: { readonly by: string; readonly note: string | null } | null;
  readonly applies: 'on_approval' | 'on_repeat';
  readonly created_at: string;
  readonly changed_at: string;
  readonly expires_at: string;
  /** What became of the call; `sent` is `unknown` where its process ended meanwhile. */
  readonly run: {
    readonly request_id: string;
    readonly at: string;
    readonly code: string | null;
    readonly effect: string | null;
    readonly text: string;
  } | null;
  readonly previous: string | null;
  readonly next: string | null;
  /** What the caller may do with it. */
  readonly may: {
    readonly decide: boolean;
    readonly edit: boolean;
    readonly cancel: boolean;
    readonly why_not: string | null;
  };
  /** Of a call that the platform has just applied. */
  readonly outcome?: Outcome;
}

/** Shows an approval to somebody. */
export function approvalView(
  approval: Approval,
  principal: Principal,
  url: string | undefined,
): ApprovalView {
  const { body, state } = approval;
  const why = whyNot(principal, approval);
  const isOwn = approval.requester === principal.actor.id;
  const decides = state === 'pending' && why === undefined;
  return {
    id: approval.id,
    state,
    url: url ?? null,
    connector: approval.connector,
    connection: approval.connection,
    action: approval.action,
    input: body.input,
    reason: body.terms.reason,
    requester: { id: approval.requester, type: body.requesterType, token: body.caller?.token?.name ?? null },
    note: body.ask ?? null,
    plan: body.plan,
    approvers: body.terms.approvers,
    quorum: body.terms.quorum,
    votes: body.votes.map(({ by, at, note = null }) => ({ by, at, note })),
    ended: body.ended ? { by: body.ended.by, note: body.ended.note ?? null } : null,
    applies: body.terms.appliesOnApproval && !body.repeatOnly ? 'on_approval' : 'on_repeat',
    created_at: approval.createdAt,
    changed_at: approval.changedAt,
    expires_at: approval.expiresAt,
    run: body.run
      ? {
          request_id: body.run.requestId,
          at: body.run.at,
          code: body.run.code ?? null,
          effect: body.run.effect ?? null,
          text: runText(approval),
        }
      : null,
    previous: body.previous ?? null,
    next: body.next ?? null,
    may: {
      decide: decides,
      edit: decides && !body.repeatOnly,
      cancel: (isOwn || why === undefined) && (state === 'pending' || state === 'approved'),
      why_not: state === 'pending' ? (why ?? null) : null,
    },
  };
}

/** What became of the call that has used an approval, in a sentence. */
function runText({ state, body: { run } }: Approval): string {
  if (state === 'interrupted')
    return 'The process that ran the call ended before it knew the outcome: the call was run once or not at all. The entries of this request in the audit say whether it was sent.';
  if (state === 'applying') return 'The call is in progress.';
  if (run?.effect === 'none')
    return `The call changed nothing (${run.code}), so the approval can be used again.`;
  if (run?.effect === 'unknown')
    return 'The call was sent, and its outcome is unknown. The approval is used up.';
  if (run?.effect === 'partial') return 'A part of the call was done. The approval is used up.';
  return run?.code === 'ok' ? 'The call was done.' : `The call was sent and ended with ${run?.code}.`;
}
