import { apiKeysCreateUnsupported, apiKeysDeleteUnsupported } from './api-keys.limitations.js';

import { inviteExpiryFixed } from './invites.limitations.js';
import { adminNotRemovable, adminRoleNotAssignable } from './members.limitations.js';
import type { OtherCredentialId } from './other-credential/other-credential.limitations.js';
import {
  analyticsCostRankingRange,
  analyticsUsageRankingRange,
  costBucketsDaily,
  reportGroupByMax,
} from './reports.limitations.js';
import {
  archivedWorkspaceFixed,
  defaultWorkspaceFixed,
  inferenceDataPrivacyFixed,
  inheritedWorkspaceRole,
  workspaceBillingInherited,
  workspacesDeleteUnsupported,
} from './workspaces.limitations.js';

/** What the Admin API does not offer, in the order of the docs; operations that require another credential come after. */
export const LIMITATIONS = [
  apiKeysCreateUnsupported,
  apiKeysDeleteUnsupported,
  workspacesDeleteUnsupported,
  adminNotRemovable,
  inviteExpiryFixed,
  adminRoleNotAssignable,
  defaultWorkspaceFixed,
  archivedWorkspaceFixed,
  inferenceDataPrivacyFixed,
  workspaceBillingInherited,
  inheritedWorkspaceRole,
  costBucketsDaily,
  reportGroupByMax,
  analyticsUsageRankingRange,
  analyticsCostRankingRange,
] as const;

/** Ids of all limitations. */
export type LimitationId = (typeof LIMITATIONS)[number]['id'] | OtherCredentialId;
