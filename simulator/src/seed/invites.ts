import { DAY, HOUR } from '../clock.js';
import type { OrganizationRole } from '../state/entities.js';
import { INVITE_LIFETIME } from '../rules/invites.js';
import type { SeedContext } from './context.js';

type InviteState = 'pending' | 'accepted' | 'deleted';
/** An invite of the seed; `daysAgo` tells when it was sent. */
export type InvitePlan = readonly [
  email: string,
  role: OrganizationRole,
  daysAgo: number,
  state: InviteState,
];

/** The invites of the demo organization, oldest first; those older than 21 days and not accepted have expired. */
export const DEMO_INVITES: readonly InvitePlan[] = [
  ['piotr.zielinski@acme-robotics.example', 'developer', 64, 'pending'],
  ['sofia.marino@acme-robotics.example', 'billing', 47, 'pending'],
  ['chiara.conti@acme-robotics.example', 'user', 33, 'accepted'],
  ['marcus.lund@contractor.example', 'claude_code_user', 25, 'pending'],
  ['hanna.virtanen@acme-robotics.example', 'developer', 20, 'pending'],
  ['dmitri.volkov@acme-robotics.example', 'developer', 14, 'accepted'],
  ['wrong.address@acme-robotics.example', 'user', 9, 'deleted'],
  ['luca.bianchi@contractor.example', 'user', 6, 'pending'],
  ['nadia.hassan@acme-robotics.example', 'developer', 2, 'pending'],
  ['erik.johansson@acme-robotics.example', 'claude_code_user', 1, 'pending'],
];

/** Adds invites in every state. */
export function seedInvites({ organization, ids, today }: SeedContext, plans: readonly InvitePlan[]): void {
  for (const [email, role, daysAgo, state] of plans) {
    const invitedAt = today - daysAgo * DAY + 11 * HOUR;
    organization.invites.insert({
      id: ids('invite_'),
      email,
      role,
      invitedAt,
      expiresAt: invitedAt + INVITE_LIFETIME,
      rbacGroupIds: [],
      acceptedAt: state === 'accepted' ? invitedAt + 26 * HOUR : null,
      deleted: state === 'deleted',
    });
  }
}
