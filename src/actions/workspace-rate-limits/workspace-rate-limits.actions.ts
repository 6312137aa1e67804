import { READ, UPDATE, action, defineAction, msg, defineResource } from '../../kit/catalog/index.js';
import { RATE_LIMIT_ID } from '../rate-limits/rate-limits.actions.js';
import { WORKSPACE_ID } from '../workspaces/workspaces.actions.js';
import {
  WorkspaceRateLimitsListInput,
  WorkspaceRateLimitsUpdateInput,
} from './workspace-rate-limits.inputs.js';
import { foreseeLimits } from './workspace-rate-limits.foresight.js';

/** The rate limits of one workspace for the Messages API. */
export const workspaceRateLimits = defineResource({
  group: {
    id: 'workspace_rate_limits',
    title: 'Workspace rate limits',
    description: 'Rate limits of a workspace for the Messages API.',
  },
  packs: ['workspaces'],
  samples: {},
  actions: [
    defineAction({
      id: 'workspace_rate_limits_list',
      operation: 'workspaces.rate_limits.list',
      title: 'List the rate limits of a workspace',
      description: msg`Returns the limits that a workspace overrides, each with the limit of the organization; with include_inherited also those it inherits. An empty list means that only the limits of the organization apply: see ${action('rate_limits_list')}.`,
      about: msg`Returns the limits that a workspace overrides, each with the limit of the organization, and on request also those it inherits. An empty list means that only the limits of the organization apply: see ${action('rate_limits_list')}.`,
      route: 'GET /v1/organizations/workspaces/{workspace_id}/rate_limits',
      input: WorkspaceRateLimitsListInput,
      example: { workspace_id: WORKSPACE_ID, include_inherited: true },
      effect: READ,
      output: 'WorkspaceRateLimitCursorPage',
      paging: 'page_cursor',
    }),
    defineAction({
      id: 'workspace_rate_limits_update',
      operation: 'workspaces.rate_limits.update',
      title: 'Set or clear rate limits of a workspace',
      description:
        'Sets limits of a workspace within those of the organization, for one group at a time; null clears a limit. Limits that are not given remain unchanged. Refused for the default workspace. Use it to prevent one workspace from using up the limits of the organization.',
      about:
        'Sets or clears limits of a workspace within those of the organization, for one group at a time. Limits that are not given remain unchanged. Refused for the default workspace. Use it to prevent one workspace from using up the limits of the organization.',
      route: 'POST /v1/organizations/workspaces/{workspace_id}/rate_limits/{rate_limit_id}',
      input: WorkspaceRateLimitsUpdateInput,
      example: {
        workspace_id: WORKSPACE_ID,
        rate_limit_id: RATE_LIMIT_ID,
        limits: [
          { type: 'requests_per_minute', value: 500 },
          { type: 'output_tokens_per_minute', value: null },
        ],
      },
      effect: UPDATE,
      foresee: foreseeLimits,
      output: 'WorkspaceRateLimit',
      verify: ({ workspace_id }) => ({ actionId: 'workspace_rate_limits_list', input: { workspace_id } }),
    }),
  ],
});
