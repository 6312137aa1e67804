/** A role in a Console or Enterprise organization (`OrganizationRole`). */
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

/** An invite; `expired` is derived from the clock. */
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

/** Where the data of a workspace may be processed (`DataResidency`). */
export interface DataResidency {
  allowed_inference_geos: 'unrestricted' | readonly ('global' | 'us')[];
  default_inference_geo: 'global' | 'us';
  readonly workspace_geo: 'us';
}

/** A workspace; the organization refers to its default workspace by id. */
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

/** The actor of an API key; null for a key of a workspace. */
export type Principal =
  | { readonly type: 'user_actor'; readonly user_id: string }
  | { readonly type: 'service_account_actor'; readonly service_account_id: string };

/** An API key without its secret; `expired` is derived from the clock. */
export interface ApiKey {
  readonly id: string;
  readonly createdAt: number;
  readonly createdBy: { readonly id: string; readonly type: 'service_account' | 'user' } | null;
  readonly expiresAt: number | null;
  readonly hint: string | null;
  readonly principal: Principal | null;
  /** The workspace of the key; null for a key of the whole organization. */
  readonly workspaceId: string | null;
  name: string;
  status: 'active' | 'archived' | 'inactive';
}
