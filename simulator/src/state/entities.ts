/** A role in the organization, of either kind of organization (`OrganizationRole`). */
export type OrganizationRole =
  | 'admin'
  | 'billing'
  | 'claude_code_user'
  | 'developer'
  | 'managed'
  | 'membership_admin'
  | 'owner'
  | 'primary_owner'
  | 'user';

/** A role in one workspace (`WorkspaceRole`). */
export type WorkspaceRole =
  | 'workspace_admin'
  | 'workspace_billing'
  | 'workspace_developer'
  | 'workspace_restricted_developer'
  | 'workspace_user';

/** A member of the organization. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly addedAt: number;
  role: OrganizationRole;
}

/** An invitation; `expired` is not stored, the clock decides it. */
export interface Invite {
  readonly id: string;
  readonly email: string;
  readonly role: OrganizationRole;
  readonly invitedAt: number;
  readonly expiresAt: number;
  readonly rbacGroupIds: readonly string[];
  acceptedAt: number | null;
  deleted: boolean;
}

/** Where a workspace's data may be worked on (`DataResidency`). */
export interface DataResidency {
  allowed_inference_geos: 'unrestricted' | readonly ('global' | 'us')[];
  default_inference_geo: 'global' | 'us';
  readonly workspace_geo: 'us';
}

/** A workspace; the default one is an ordinary record that the organization points at. */
export interface Workspace {
  readonly id: string;
  readonly compartmentId: string;
  readonly createdAt: number;
  name: string;
  displayColor: string;
  archivedAt: number | null;
  dataResidency: DataResidency;
  externalKeyId: string | null;
  userProfileId: string | null;
  tags: Record<string, string>;
}

/** Who an API key acts for; null for a key that belongs to its workspace. */
export type Principal =
  | { readonly type: 'user_actor'; readonly user_id: string }
  | { readonly type: 'service_account_actor'; readonly service_account_id: string };

/** An API key of the organization, without its secret; `expired` is not stored, the clock decides it. */
export interface ApiKey {
  readonly id: string;
  readonly createdAt: number;
  readonly createdBy: { readonly id: string; readonly type: 'service_account' | 'user' } | null;
  readonly expiresAt: number | null;
  readonly hint: string | null;
  readonly principal: Principal | null;
  /** The workspace of the key; null for one of the whole organization. */
  readonly workspaceId: string | null;
  name: string;
  status: 'active' | 'archived' | 'inactive';
}
