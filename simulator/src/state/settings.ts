/** The caps of an organization. Lower one to trigger its error code. */
export interface Limits {
  members: number;
  liveWorkspaces: number;
  workspaceMembers: number;
  activeApiKeys: number;
  activeApiKeysPerWorkspace: number;
  telemetryDestinations: number;
  webhooks: number;
}

/** The settings of an organization. Change one to trigger its error code. */
export interface Settings {
  kind: 'console' | 'enterprise';
  /** While true, writes fail with `sandbox_egress_restricted`. */
  sandboxEgressRestricted: boolean;
  /** The email domains that can be invited; null for any. */
  allowedEmailDomains: readonly string[] | null;
  /** Email domains that must be verified before an invite, but are not. */
  unverifiedEmailDomains: readonly string[];
  /** RBAC groups that grant owner access. */
  ownerGroups: readonly string[];
  /** RBAC groups for which this could not be determined. */
  unconfirmedGroups: readonly string[];
  /** The user profiles that workspaces and external keys can be bound to. */
  userProfileIds: readonly string[];
  /** The external keys that the workspace policy allows; null for any. */
  workspacePolicyKeyIds: readonly string[] | null;
  /** External keys whose validation fails. */
  failingExternalKeyIds: readonly string[];
  /** External keys whose validation times out. */
  slowExternalKeyIds: readonly string[];
  /** Whether Anthropic has approved external storage. */
  externalStorageApproval: 'approved' | 'ineligible' | 'missing' | 'unreadable';
  /** The providers that external storage can be on. */
  externalStorageProviders: readonly string[];
  /** The regions that external storage can be in; null for any. */
  externalStorageRegions: readonly string[] | null;
  /** Names of buckets whose verification fails. */
  failingStorageBuckets: readonly string[];
  /** External storage that a workspace policy lists. */
  workspacePolicyStorageIds: readonly string[];
  /** On Claude Platform on AWS, a bucket in AWS has its ARN as its id. */
  claudePlatformOnAws: boolean;
  /** Whether the organization is ready for HIPAA; the analytics reports are not for such ones. */
  hipaaReady: boolean;
  /** Whether Admin keys can retrieve, set and delete spend limits. */
  spendLimitWrites: boolean;
  webhooksBeta: boolean;
  signOutBeta: boolean;
}

/** The caps in the contract, and high ones where it does not specify any. */
export const defaultLimits = (): Limits => ({
  members: 1_000,
  liveWorkspaces: 100,
  workspaceMembers: 1_000,
  activeApiKeys: 1_000,
  activeApiKeysPerWorkspace: 100,
  telemetryDestinations: 10,
  webhooks: 32,
});

/** An organization without restrictions, in every beta. */
export const defaultSettings = (): Settings => ({
  kind: 'console',
  sandboxEgressRestricted: false,
  allowedEmailDomains: null,
  unverifiedEmailDomains: [],
  ownerGroups: [],
  unconfirmedGroups: [],
  userProfileIds: [],
  workspacePolicyKeyIds: null,
  failingExternalKeyIds: [],
  slowExternalKeyIds: [],
  externalStorageApproval: 'approved',
  externalStorageProviders: ['aws', 'gcp'],
  externalStorageRegions: null,
  failingStorageBuckets: [],
  workspacePolicyStorageIds: [],
  claudePlatformOnAws: false,
  hipaaReady: false,
  spendLimitWrites: true,
  webhooksBeta: true,
  signOutBeta: true,
});
