import { IsIn } from 'class-validator';
import { Describe, Email, Id, ListOf, Optional, action, msg } from '../../kit/catalog/index.js';
import { IdCursorInput } from '../shared.inputs.js';

/** Every role of a member; which of them exist depends on the type of organization. */
export const ORGANIZATION_ROLES = [
  'admin',
  'billing',
  'claude_code_user',
  'developer',
  'managed',
  'membership_admin',
  'owner',
  'primary_owner',
  'user',
] as const;

/** Roles that the API can assign, by invite or by update. */
export const ASSIGNABLE_ROLES = ['billing', 'claude_code_user', 'developer', 'managed', 'user'] as const;

/** A role that the API can assign. */
export type AssignableRole = (typeof ASSIGNABLE_ROLES)[number];

/** Input of `users_get`, `users_remove` and `users_sign_out`. */
export class UserIdInput {
  @Id()
  @Describe(msg`Id of the member, from ${action('users_list')}.`)
  user_id: string;
}

/** Input of `users_list`. */
export class UsersListInput extends IdCursorInput {
  @Optional()
  @Email()
  @Describe('Only the member with this e-mail address; case-insensitive.')
  email?: string;

  @Optional()
  @ListOf(ORGANIZATION_ROLES)
  @Describe('Only members with one of these organization roles.')
  roles?: (typeof ORGANIZATION_ROLES)[number][];
}

/** Input of `users_update`. */
export class UsersUpdateInput {
  @Id()
  @Describe(msg`Id of the member, from ${action('users_list')}.`)
  user_id: string;

  @IsIn([...ASSIGNABLE_ROLES])
  @Describe(
    'The new role. Console organizations: user, developer, billing, claude_code_user; Enterprise: user, managed. The roles admin and owner can be assigned in the Claude Console only.',
  )
  role: AssignableRole;
}
