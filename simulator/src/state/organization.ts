import type { Stream } from '../usage/stream.js';
import { Collection } from './collection.js';
import type { ApiKey, Invite, Member, Workspace, WorkspaceRole } from './entities.js';

/** The caps of an organization. Lower one to see its error code. */
export interface Limits {
  members: number;
  liveWorkspaces: number;
  workspaceMembers: number;
  activeApiKeys: number;
  activeApiKeysPerWorkspace: number;
}

/** What an organization has agreed to. Change one to see its error code. */
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
}

/** Everything one organization owns: one line a collection. */
export class Organization {
  readonly members = new Collection<Member>('User');
  readonly invites = new Collection<Invite>('Invite');
  readonly workspaces = new Collection<Workspace>('Workspace');
  readonly apiKeys = new Collection<ApiKey>('API key');
  /** Roles given in a workspace, by workspace id and user id; inherited ones are not stored. */
  readonly workspaceRoles = new Map<string, Map<string, WorkspaceRole>>();
  /** Who uses Claude and how much: the source of every report. */
  streams: readonly Stream[] = [];
  defaultWorkspaceId = '';

  readonly limits: Limits = {
    members: 1_000,
    liveWorkspaces: 100,
    workspaceMembers: 1_000,
    activeApiKeys: 1_000,
    activeApiKeysPerWorkspace: 100,
  };

  readonly settings: Settings = {
    kind: 'console',
    sandboxEgressRestricted: false,
    allowedEmailDomains: null,
    unverifiedEmailDomains: [],
    ownerGroups: [],
    unconfirmedGroups: [],
    userProfileIds: [],
  };

  constructor(
    readonly id: string,
    readonly name: string,
    readonly createdAt: number,
  ) {}

  /** A copy that later changes do not reach. */
  clone(): Organization {
    const copy: Organization = Object.create(Organization.prototype) as Organization;
    for (const [name, value] of Object.entries(this) as [string, unknown][]) {
      const copied =
        value instanceof Collection ? value.clone() : name === 'streams' ? value : structuredClone(value);
      Object.defineProperty(copy, name, { value: copied, writable: true, enumerable: true });
    }
    return copy;
  }
}
