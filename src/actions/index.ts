import { analyticsActions } from './analytics/analytics.actions.js';
import { apiKeyActions } from './api-keys/api-keys.actions.js';
import type { ApiSchemas } from './api-types.generated.js';
import { complianceSettingsActions } from './compliance-settings/compliance-settings.actions.js';
import { costReportActions } from './cost-report/cost-report.actions.js';
import { externalKeyActions } from './external-keys/external-keys.actions.js';
import { inviteActions } from './invites/invites.actions.js';
import { organizationActions } from './organization/organization.actions.js';
import { rateLimitActions } from './rate-limits/rate-limits.actions.js';
import { increaseRequestActions } from './spend-limits/increase-requests.actions.js';
import { spendLimitActions } from './spend-limits/spend-limits.actions.js';
import { destinationWorkspaceActions } from './telemetry-destinations/destination-workspaces.actions.js';
import { telemetryDestinationActions } from './telemetry-destinations/telemetry-destinations.actions.js';
import { usageReportActions } from './usage-report/usage-report.actions.js';
import { userActions } from './users/users.actions.js';
import { webhookActions } from './webhooks/webhooks.actions.js';
import { workspaceMemberActions } from './workspace-members/workspace-members.actions.js';
import { workspaceRateLimitActions } from './workspace-rate-limits/workspace-rate-limits.actions.js';
import { workspaceActions } from './workspaces/workspaces.actions.js';

/** Every action, in the order of the docs. */
export const ACTIONS = [
  ...organizationActions,
  ...userActions,
  ...inviteActions,
  ...workspaceActions,
  ...workspaceMemberActions,
  ...apiKeyActions,
  ...usageReportActions,
  ...costReportActions,
  ...analyticsActions,
  ...rateLimitActions,
  ...workspaceRateLimitActions,
  ...spendLimitActions,
  ...increaseRequestActions,
  ...externalKeyActions,
  ...complianceSettingsActions,
  ...webhookActions,
  ...telemetryDestinationActions,
  ...destinationWorkspaceActions,
] as const;

type Catalogue = { [A in (typeof ACTIONS)[number] as A['id']]: A };

/** Ids of all actions. */
export type ActionId = keyof Catalogue;

/** The input of an action, by its id. */
export type InputOf<Id extends ActionId> = InstanceType<Catalogue[Id]['input']>;

/** The answer of an action, by its id; `never` where the API has no such operation. */
export type OutputOf<Id extends ActionId> = Catalogue[Id] extends {
  output: infer Name extends keyof ApiSchemas;
}
  ? ApiSchemas[Name]
  : never;
