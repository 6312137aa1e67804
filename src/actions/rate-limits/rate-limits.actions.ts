import { READ, action, defineAction, msg, defineResource } from '../../kit/catalog/index.js';
import { RateLimitsListInput } from './rate-limits.inputs.js';

/** Sample id for examples. */
export const RATE_LIMIT_ID = 'rl_01OpusFamilyExample';

/** The organization's rate limits for the Messages API. */
export const rateLimits = defineResource({
  group: {
    id: 'rate_limits',
    title: 'Rate limits',
    description: 'Rate limits of the organization for the Messages API.',
  },
  packs: ['workspaces'],
  samples: { rate_limit_id: RATE_LIMIT_ID },
  finders: { rate_limit_id: { actionId: 'rate_limits_list' } },
  actions: [
    defineAction({
      id: 'rate_limits_list',
      operation: 'rate_limits.list',
      title: 'List the rate limits of the organization',
      description: msg`Returns one entry per group (a model family, or an API feature such as batches) with its limits per minute or day. Only Anthropic can change them. For the limits of one workspace, use ${action('workspace_rate_limits_list')}; the id of an entry is the rate_limit_id of ${action('workspace_rate_limits_update')}.`,
      about: msg`Returns one entry per group (a model family, or an API feature such as batches) with its limits per minute or day. Only Anthropic can change them. For the limits of one workspace, use ${action('workspace_rate_limits_list')}.`,
      route: 'GET /v1/organizations/rate_limits',
      input: RateLimitsListInput,
      example: { group_type: 'model_group' },
      effect: READ,
      output: 'OrganizationRateLimitCursorPage',
      paging: 'page_cursor',
    }),
  ],
});
