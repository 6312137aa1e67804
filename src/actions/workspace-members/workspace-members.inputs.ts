import { IsIn } from 'class-validator';
import { Describe, Id, action, msg } from '../../kit/catalog/index.js';
import { IdCursorInput } from '../shared.inputs.js';

/** Every role in a workspace. */
export const WORKSPACE_ROLES = [
  'workspace_admin',
  'workspace_billing',
  'workspace_developer',
  'workspace_restricted_developer',
  'workspace_user',
] as const;

/** Roles that a member can be added with: all except the inherited one. */
export const ADDABLE_WORKSPACE_ROLES = WORKSPACE_ROLES.filter((role) => role !== 'workspace_billing');

/** Input of `workspace_members_list`. */
export class WorkspaceMembersListInput extends IdCursorInput {
  @Id()
  @Describe(
    msg`Id of the workspace, from ${action('workspaces_list')}. The default workspace has no member list.`,
  )
  workspace_id: string;
}

/** Input of `workspace_members_get` and `workspace_members_remove`. */
export class WorkspaceMemberInput {
  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;

  @Id()
  @Describe(msg`Id of the member, from ${action('users_list')}.`)
  user_id: string;
}

/** Input of `workspace_members_add`. */
export class WorkspaceMembersAddInput extends WorkspaceMemberInput {
  @IsIn(ADDABLE_WORKSPACE_ROLES)
  @Describe(
    'Role in this workspace. workspace_billing cannot be assigned: it is inherited from the organization role billing.',
  )
  workspace_role: Exclude<(typeof WORKSPACE_ROLES)[number], 'workspace_billing'>;
}

/** Input of `workspace_members_update`. */
export class WorkspaceMembersUpdateInput extends WorkspaceMemberInput {
  @IsIn([...WORKSPACE_ROLES])
  @Describe(
    'The new role in this workspace. Inherited roles cannot be changed, except from billing to admin.',
  )
  workspace_role: (typeof WORKSPACE_ROLES)[number];
}
