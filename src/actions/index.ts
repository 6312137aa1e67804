import type { ActionTypesOf } from '../kit/catalog/index.js';
import { accessReview } from './access-review/access-review.actions.js';
import { analytics } from './analytics/analytics.actions.js';
import { apiKeys } from './api-keys/api-keys.actions.js';
import type { ApiSchemas } from './api-types.generated.js';
import { claudeCode } from './claude-code/claude-code.actions.js';
import { complianceSettings } from './compliance-settings/compliance-settings.actions.js';
import { costReport } from './cost-report/cost-report.actions.js';
import { externalKeys } from './external-keys/external-keys.actions.js';
import { externalStorage } from './external-storage/external-storage.actions.js';
import { googleDataControls } from './google-data-controls/google-data-controls.actions.js';
import { invites } from './invites/invites.actions.js';
import { organization } from './organization/organization.actions.js';
import { rateLimits } from './rate-limits/rate-limits.actions.js';
import { spendLimitIncreaseRequests } from './spend-limits/increase-requests.actions.js';
import { effectiveSpendLimits, spendLimits } from './spend-limits/spend-limits.actions.js';
import { spend } from './spend/spend.actions.js';
import { telemetryDestinationWorkspaces } from './telemetry-destinations/destination-workspaces.actions.js';
import { telemetryDestinations } from './telemetry-destinations/telemetry-destinations.actions.js';
import { usageReport } from './usage-report/usage-report.actions.js';
import { users } from './users/users.actions.js';
import { webhooks } from './webhooks/webhooks.actions.js';
import { workspaceMembers } from './workspace-members/workspace-members.actions.js';
import { workspaceRateLimits } from './workspace-rate-limits/workspace-rate-limits.actions.js';
import { workspaces } from './workspaces/workspaces.actions.js';

/** Every resource of the Admin API, in the order of the docs. */
export const RESOURCES = [
  organization,
  users,
  invites,
  workspaces,
  workspaceMembers,
  apiKeys,
  accessReview,
  spend,
  usageReport,
  costReport,
  analytics,
  claudeCode,
  rateLimits,
  workspaceRateLimits,
  spendLimits,
  effectiveSpendLimits,
  spendLimitIncreaseRequests,
  externalKeys,
  externalStorage,
  googleDataControls,
  complianceSettings,
  webhooks,
  telemetryDestinations,
  telemetryDestinationWorkspaces,
] as const;

type AnyAction = (typeof RESOURCES)[number]['actions'][number];

/** Every action, in the order of the docs. */
export const ACTIONS: readonly AnyAction[] = RESOURCES.flatMap(
  ({ actions }): readonly AnyAction[] => actions,
);

/** Input and response of every action, by action id. */
export type AnthropicActions = ActionTypesOf<typeof RESOURCES, ApiSchemas>;

/** Ids of all actions. */
export type ActionId = keyof AnthropicActions;

/** The input of an action, by its id. */
export type InputOf<Id extends ActionId> = AnthropicActions[Id]['input'];

/** The response of an action, by its id; `never` where the API has no such operation. */
export type OutputOf<Id extends ActionId> = AnthropicActions[Id]['output'];
