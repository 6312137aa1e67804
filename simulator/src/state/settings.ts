/** The caps of an organization. Lower one to see its error code. */
export interface Limits {
  members: number;
  liveWorkspaces: number;
  workspaceMembers: number;
  activeApiKeys: number;
  activeApiKeysPerWorkspace: number;
  telemetryDestinations: number;
  webhooks: number;
}

/** What an organization is and has agreed to. Change one to see its error code. */
export interface Settings {
  kind: 'console' | 'enterprise';
  /** Set while the sandbox lets no write out: `sandbox_egress_restricted`. */
  sandboxEgressRestricted: boolean;
  /** Domains that may be invited; null for any. */
  allowedEmailDomains: readonly string[] | null;
  /** Domains that must be verified before an invite, and are not. */
  unverifiedEmailDomains: readonly string[];
  /** Groups that would make an invited member an owner. */
  ownerGroups: readonly string[];
  /** Groups of which it is unknown whether they would. */
  unconfirmedGroups: readonly string[];
  /** The user profiles that a workspace or an external key may be bound to. */
  userProfileIds: readonly string[];
  /** External keys that the workspace policy allows; null for any. */
  workspacePolicyKeyIds: readonly string[] | null;
  /** External keys that fail when they are tried. */
  failingExternalKeyIds: readonly string[];
  /** External keys that do not answer in time when they are tried. */
  slowExternalKeyIds: readonly string[];
  /** Whether an Admin key may read and change single spend limits. */
  spendLimitWrites: boolean;
  webhooksBeta: boolean;
  signOutBeta: boolean;
}

/** The caps that the contract names, and generous ones where it names none. */
export const defaultLimits = (): Limits => ({
  members: 1_000,
  liveWorkspaces: 100,
  workspaceMembers: 1_000,
  activeApiKeys: 1_000,
  activeApiKeysPerWorkspace: 100,
  telemetryDestinations: 10,
  webhooks: 32,
});

/** An organization without restrictions, with every beta. */
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
  spendLimitWrites: true,
  webhooksBeta: true,
  signOutBeta: true,
});
