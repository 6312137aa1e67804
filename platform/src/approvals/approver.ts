import { covers } from '../permissions/permissions.js';
import type { Principal } from '../http/request-context.js';
import type { Approval } from './approval.js';

/** Whether a principal is one of those who may approve by the terms of an approval. */
const isNamed = ({ permissions, actor }: Principal, approvers: readonly string[]): boolean =>
  approvers.some((each) => {
    const [kind, ...rest] = each.split(':');
    const value = rest.join(':');
    return kind === 'user'
      ? value === actor.id
      : kind === 'permission' && permissions.some((granted) => covers(granted, value));
  });

/** Why a principal may not decide an approval; undefined where it may. */
export function whyNot(principal: Principal, { requester, body }: Approval): string | undefined {
  const { actor, token } = principal;
  if (actor.id === requester || body.behind.includes(actor.id))
    return 'Who asks for an approval cannot decide it, nor who made the token that asks.';
  if (token || (actor.type !== undefined && actor.type !== 'user'))
    return 'A person has to decide an approval, not a token of an agent or a script.';
  if (!isNamed(principal, body.terms.approvers))
    return `Approvers of this call are ${body.terms.approvers.map(inWords).join(' or ')}.`;
  if (body.votes.some(({ by }) => by === actor.id)) return 'You have approved it already.';
  return undefined;
}

const inWords = (approver: string): string =>
  approver.startsWith('user:')
    ? `the person ${approver.slice('user:'.length)}`
    : `who has the ${approver.replace(':', ' ')}`;

/** Whether a principal sees an approval: its own, those it may decide, and all with the permission to read them. */
export const sees = (principal: Principal, approval: Approval): boolean =>
  principal.actor.id === approval.requester ||
  seesAll(principal) ||
  isNamed(principal, approval.body.terms.approvers);

/** Whether a principal sees all approvals of its tenant. */
export const seesAll = ({ permissions }: Principal): boolean =>
  permissions.some((granted) =>
    ['anthropic:approvals:read', 'anthropic:approvals:decide'].some((wanted) => covers(granted, wanted)),
  );
