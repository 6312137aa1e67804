import { defineAction } from '../define-action.js';
import { READ, UPDATE } from '../effects.js';
import { SAMPLE } from '../samples.js';
import {
  WorkspaceRateLimitsListInput,
  WorkspaceRateLimitsUpdateInput,
} from './workspace-rate-limits.inputs.js';

/** What one workspace may ask of the Messages API. */
export const workspaceRateLimitActions = [
  defineAction({
    id: 'workspace_rate_limits_list',
    operation: 'workspaces.rate_limits.list',
    title: 'List the rate limits of a workspace',
    description:
      'Returns the limits that a workspace overrides, beside the limit of the organization; with include_inherited also those it inherits. An empty list means that only the limits of the organization count, which are in rate_limits_list.',
    route: 'GET /v1/organizations/workspaces/{workspace_id}/rate_limits',
    input: WorkspaceRateLimitsListInput,
    example: { workspace_id: SAMPLE.workspaceId, include_inherited: true },
    effect: READ,
    output: 'WorkspaceRateLimitCursorPage',
    paging: 'page_cursor',
  }),
  defineAction({
    id: 'workspace_rate_limits_update',
    operation: 'workspaces.rate_limits.update',
    title: 'Set or clear rate limits of a workspace',
    description:
      'Gives a workspace limits of its own within those of the organization, for one group at a time; null clears one. Limits that are not named stay. The default workspace is refused. Use it to keep one workspace from using up what all share.',
    route: 'POST /v1/organizations/workspaces/{workspace_id}/rate_limits/{rate_limit_id}',
    input: WorkspaceRateLimitsUpdateInput,
    example: {
      workspace_id: SAMPLE.workspaceId,
      rate_limit_id: SAMPLE.rateLimitId,
      limits: [
        { type: 'requests_per_minute', value: 500 },
        { type: 'output_tokens_per_minute', value: null },
      ],
    },
    effect: UPDATE,
    output: 'WorkspaceRateLimit',
    verify: ({ workspace_id }) => ({ actionId: 'workspace_rate_limits_list', input: { workspace_id } }),
  }),
] as const;
