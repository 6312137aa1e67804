import type { Notice, NoticeEvent } from '../notices/notice.js';
import type { Approval } from './approval.js';
import type { ApprovalEvent } from './approval-audit.js';

/** What others are notified of an approval; undefined for what only its audit says. */
export function noticeOf(
  event: ApprovalEvent,
  approval: Approval,
  url: string | undefined,
): Notice | undefined {
  const title = TITLES[event];
  if (title === undefined) return undefined;
  const { id, action, connection, requester, expiresAt, body, state } = approval;
  const sentences = [
    `${requester} asks for ${action} (connection ${connection}). ${body.terms.reason}`,
    ...(body.ask === undefined ? [] : [`Note: ${body.ask}`]),
    ...consequencesOf(body.plan.consequences),
    ...body.plan.final.map((text) => `Cannot be undone: ${text}`),
    ...(body.ended?.note === undefined ? [] : [`${body.ended.by}: ${body.ended.note}`]),
    ...(state === 'pending' ? [`It can be decided until ${expiresAt}.`] : []),
  ];
  return {
    event: `approval.${event}` as NoticeEvent,
    title: `${title}: ${action}`,
    text: sentences.join('\n'),
    url,
    data: { approval: id, action, connection, requester, state },
  };
}

const TITLES: Readonly<Partial<Record<ApprovalEvent, string>>> = {
  opened: 'Approval needed',
  approved: 'Approved',
  denied: 'Denied',
  edited: 'Edited',
  cancelled: 'Cancelled',
  expired: 'Expired without a decision',
  outdated: 'Outdated',
  interrupted: 'Interrupted, outcome unknown',
  applied: 'Applied',
};

const MOST = 10;

function consequencesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST).flatMap((each: unknown) => {
    const { text } = (each ?? {}) as { text?: unknown };
    return typeof text === 'string' ? [text] : [];
  });
}
