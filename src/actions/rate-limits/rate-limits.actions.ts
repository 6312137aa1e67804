import { defineAction } from '../define-action.js';
import { READ } from '../effects.js';
import { RateLimitsListInput } from './rate-limits.inputs.js';

/** What the organization may ask of the Messages API. */
export const rateLimitActions = [
  defineAction({
    id: 'rate_limits_list',
    operation: 'rate_limits.list',
    title: 'List the rate limits of the organization',
    description:
      'Returns one entry a group (a family of models, or a surface such as batches) with its limits per minute or day. Only Anthropic changes them. What one workspace may use is in workspace_rate_limits_list; take rate_limit_id for workspace_rate_limits_update from here.',
    route: 'GET /v1/organizations/rate_limits',
    input: RateLimitsListInput,
    example: { group_type: 'model_group' },
    effect: READ,
    output: 'OrganizationRateLimitCursorPage',
    paging: 'page_cursor',
  }),
] as const;
