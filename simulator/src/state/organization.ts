import type { Stream } from '../usage/stream.js';
import { Collection } from './collection.js';
import type { ApiKey, Invite, Member, Workspace, WorkspaceRole } from './entities.js';
import type { ExternalKey } from './external-key.js';
import type { ExternalStorage } from './external-storage.js';
import type { GoogleProject } from './google-project.js';
import type { LimiterType, RateLimit } from './rate-limit.js';
import { defaultLimits, defaultSettings } from './settings.js';
import type { IncreaseRequest, Seat, SpendLimit } from './spend-limit.js';
import type { TelemetryDestination } from './telemetry-destination.js';
import type { Webhook } from './webhook.js';

/** The records of one organization, one collection per resource. */
export class Organization {
  readonly members = new Collection<Member>('User');
  readonly invites = new Collection<Invite>('Invite');
  readonly workspaces = new Collection<Workspace>('Workspace');
  readonly apiKeys = new Collection<ApiKey>('API key');
  readonly externalKeys = new Collection<ExternalKey>('External key');
  readonly externalStorage = new Collection<ExternalStorage>('External storage');
  readonly googleProjects = new Collection<GoogleProject>('Google Cloud project');
  readonly rateLimits = new Collection<RateLimit>('Rate limit');
  readonly spendLimits = new Collection<SpendLimit>('Spend limit');
  readonly increaseRequests = new Collection<IncreaseRequest>('Spend limit increase request');
  readonly telemetryDestinations = new Collection<TelemetryDestination>('Telemetry destination');
  readonly webhooks = new Collection<Webhook>('Webhook endpoint');
  /** Assigned workspace roles, by workspace id and user id; inherited roles are not stored. */
  readonly workspaceRoles = new Map<string, Map<string, WorkspaceRole>>();
  /** Rate limit overrides, by workspace id and rate limit id. */
  readonly workspaceRateLimits = new Map<string, Map<string, Map<LimiterType, number>>>();
  /** Seats by user id; only in an Enterprise organization. */
  readonly seats = new Map<string, Seat>();
  /** The usage of Claude, from which every report is computed. */
  streams: readonly Stream[] = [];
  complianceState: 'disabled' | 'enabled' = 'disabled';
  defaultWorkspaceId = '';
  readonly limits = defaultLimits();
  readonly settings = defaultSettings();

  constructor(
    readonly id: string,
    readonly name: string,
    readonly createdAt: number,
  ) {}

  /** A snapshot, which later changes do not affect; streams are immutable. */
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
