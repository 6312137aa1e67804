import type { OrganizationRole } from '../state/entities.js';
import type { StorageStatus } from '../state/external-storage.js';
import { statusOf } from '../state/external-storage.js';
import type { Organization } from '../state/organization.js';
import type { State } from '../state/state.js';
import { DEMO_ORGANIZATION_ID } from './keys.js';

/** Ids of well-known records of the demo organization, for tests and demonstrations. */
export interface DemoIds {
  readonly organizationId: string;
  readonly defaultWorkspaceId: string;
  readonly productionWorkspaceId: string;
  readonly archivedWorkspaceId: string;
  readonly adminUserId: string;
  readonly billingUserId: string;
  readonly developerUserId: string;
  readonly userUserId: string;
  readonly claudeCodeUserId: string;
  readonly activeApiKeyId: string;
  readonly personalApiKeyId: string;
  readonly expiredApiKeyId: string;
  readonly archivedApiKeyId: string;
  readonly pendingInviteId: string;
  readonly expiredInviteId: string;
  readonly acceptedInviteId: string;
  readonly attachedExternalKeyId: string;
  readonly spareExternalKeyId: string;
  readonly telemetryDestinationId: string;
  readonly webhookId: string;
  readonly userProfileId: string;
  readonly activeExternalStorageId: string;
  readonly drainingExternalStorageId: string;
  readonly pendingExternalStorageId: string;
  readonly googleProjectNumber: string;
}

/** Looks up the ids; an empty string means that the record no longer exists. */
export function demoIdsOf(state: State): DemoIds {
  const demo = state.organization(DEMO_ORGANIZATION_ID);
  return {
    organizationId: demo.id,
    defaultWorkspaceId: demo.defaultWorkspaceId,
    productionWorkspaceId: demo.workspaces.find(({ name }) => name === 'Production')?.id ?? '',
    archivedWorkspaceId: demo.workspaces.find(({ archivedAt }) => archivedAt !== null)?.id ?? '',
    adminUserId: memberWith(demo, 'admin'),
    billingUserId: memberWith(demo, 'billing'),
    developerUserId: memberWith(demo, 'developer'),
    userUserId: memberWith(demo, 'user'),
    claudeCodeUserId: memberWith(demo, 'claude_code_user'),
    ...keysOf(demo),
    ...invitesOf(demo),
    ...integrationsOf(demo),
  };
}

const memberWith = ({ members }: Organization, role: OrganizationRole): string =>
  members.find((member) => member.role === role)?.id ?? '';

function keysOf({ apiKeys }: Organization) {
  const usable = apiKeys.filter(({ status, expiresAt }) => status === 'active' && expiresAt === null);
  return {
    activeApiKeyId: usable.find(({ principal }) => principal === null)?.id ?? '',
    personalApiKeyId: usable.find(({ principal }) => principal?.type === 'user_actor')?.id ?? '',
    expiredApiKeyId: expired(apiKeys.values())?.id ?? '',
    archivedApiKeyId: apiKeys.find(({ status }) => status === 'archived')?.id ?? '',
  };
}

/** The record that expires first is the most likely to have expired, whatever the clock is set to. */
function expired<T extends { readonly expiresAt: number | null; readonly status: string }>(
  keys: readonly T[],
): T | undefined {
  const ending = keys.filter(({ status, expiresAt }) => status === 'active' && expiresAt !== null);
  return ending.sort((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0))[0];
}

function invitesOf({ invites }: Organization) {
  const open = invites.filter(({ acceptedAt, deleted }) => acceptedAt === null && !deleted);
  const byAge = open.sort((a, b) => a.invitedAt - b.invitedAt);
  return {
    pendingInviteId: byAge.at(-1)?.id ?? '',
    expiredInviteId: byAge[0]?.id ?? '',
    acceptedInviteId: invites.find(({ acceptedAt }) => acceptedAt !== null)?.id ?? '',
  };
}

const storageWith = (all: Organization['externalStorage'], status: StorageStatus): string =>
  all.find((storage) => statusOf(storage) === status)?.id ?? '';

function integrationsOf(organization: Organization) {
  const { externalKeys, externalStorage, googleProjects, telemetryDestinations, webhooks, settings } =
    organization;
  const [attached, spare] = externalKeys.values();
  return {
    attachedExternalKeyId: attached?.id ?? '',
    spareExternalKeyId: spare?.id ?? '',
    telemetryDestinationId: telemetryDestinations.values()[0]?.id ?? '',
    webhookId: webhooks.values()[0]?.id ?? '',
    userProfileId: settings.userProfileIds[0] ?? '',
    activeExternalStorageId: storageWith(externalStorage, 'active'),
    drainingExternalStorageId: storageWith(externalStorage, 'draining'),
    pendingExternalStorageId: storageWith(externalStorage, 'pending_configuration'),
    googleProjectNumber: googleProjects.values()[0]?.id ?? '',
  };
}
