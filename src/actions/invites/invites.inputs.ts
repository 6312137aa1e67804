import { ArrayMaxSize, IsIn, IsInt, Min } from 'class-validator';
import {
  Describe,
  Email,
  Id,
  IdList,
  IsDateTime,
  ListOf,
  Optional,
  action,
  msg,
} from '../../kit/catalog/index.js';
import { IdCursorInput } from '../shared.inputs.js';
import { ASSIGNABLE_ROLES, ORGANIZATION_ROLES, type AssignableRole } from '../users/users.inputs.js';

/** Statuses that a list of invites can be filtered by; deleted ones are never listed. */
export const INVITE_STATUSES = ['accepted', 'expired', 'pending'] as const;

/** Input of `invites_get`, `invites_delete` and `invites_reissue`. */
export class InviteIdInput {
  @Id()
  @Describe(msg`Id of the invite, from ${action('invites_list')}.`)
  invite_id: string;
}

/** Input of `invites_list`. */
export class InvitesListInput extends IdCursorInput {
  @Optional()
  @Email()
  @Describe('Only invites to this e-mail address.')
  email?: string;

  @Optional()
  @ListOf(ORGANIZATION_ROLES)
  @Describe('Only invites to one of these roles.')
  roles?: (typeof ORGANIZATION_ROLES)[number][];

  @Optional()
  @ListOf(INVITE_STATUSES)
  @Describe('Only invites with one of these statuses. Deleted invites are never listed.')
  statuses?: (typeof INVITE_STATUSES)[number][];
}

/** Input of `invites_create`. */
export class InvitesCreateInput {
  @Email()
  @Describe('E-mail address of the person to invite; the API sends the message.', {
    examples: ['ada@example.com'],
  })
  email: string;

  @IsIn([...ASSIGNABLE_ROLES])
  @Describe(
    'Role after joining. Console organizations: user, developer, billing, claude_code_user; Enterprise: user, managed. The role admin is not available for invites.',
  )
  role: AssignableRole;

  @Optional()
  @ArrayMaxSize(100)
  @IdList()
  @Describe('Ids of the RBAC groups the person joins, at most 100 (Enterprise organizations).')
  rbac_group_ids?: string[];

  @Optional()
  @IsDateTime()
  @Describe(
    msg`Not available: every invite expires after 21 days. Omit it; see ${action('invites_reissue')}.`,
  )
  expires_at?: string;

  @Optional()
  @IsInt()
  @Min(1)
  @Describe(
    msg`Not available: every invite expires after 21 days. Omit it; see ${action('invites_reissue')}.`,
  )
  expires_in_days?: number;
}
