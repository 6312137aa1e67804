import { READ, action, defineAction, msg, defineResource } from '../../kit/catalog/index.js';
import { RateLimitsListInput } from './rate-limits.inputs.js';

/** Stands for a real one in examples. */
export const RATE_LIMIT_ID = 'rl_01OpusFamilyExample';

/** What the organization may ask of the Messages API. */
export const rateLimits = defineResource({
  group: { title: 'Rate limits', description: 'Rate limits of the organization in the Messages API.' },
  packs: ['workspaces'],
  samples: { rate_limit_id: RATE_LIMIT_ID },
  actions: [
    defineAction({
      id: 'rate_limits_list',
      operation: 'rate_limits.list',
      title: 'List the rate limits of the organization',
      description: msg`Returns one entry a group (a family of models, or a surface such as batches) with its limits per minute or day. Only Anthropic changes them. What one workspace may use is in ${action('workspace_rate_limits_list')}; take rate_limit_id for ${action('workspace_rate_limits_update')} from here.`,
      route: 'GET /v1/organizations/rate_limits',
      input: RateLimitsListInput,
      example: { group_type: 'model_group' },
      effect: READ,
      output: 'OrganizationRateLimitCursorPage',
      paging: 'page_cursor',
    }),
  ],
});
