import { timestamp } from '../clock.js';
import type { WorkspaceMembership } from '../rules/workspace-members.js';
import type { Member } from '../state/entities.js';

/** Serializes a member (`OrganizationUser`). */
export const memberOnWire = ({ id, email, name, role, addedAt }: Member): object => ({
  id,
  type: 'user',
  email,
  name,
  role,
  added_at: timestamp(addedAt),
});

/** Serializes a workspace membership (`WorkspaceMember`). */
export const membershipOnWire = ({ id, workspaceId, role }: WorkspaceMembership): object => ({
  type: 'workspace_member',
  user_id: id,
  workspace_id: workspaceId,
  workspace_role: role,
});
