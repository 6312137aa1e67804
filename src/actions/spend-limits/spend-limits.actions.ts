import {
  DELETE,
  READ,
  UPDATE,
  action,
  defineAction,
  msg,
  defineResource,
  field,
} from '../../kit/catalog/index.js';
import { USER_ID } from '../users/users.actions.js';
import {
  EffectiveSpendLimitsListInput,
  SpendLimitIdInput,
  SpendLimitsListInput,
  SpendLimitsSetInput,
} from './spend-limits.inputs.js';
import { foreseeDelete, foreseeSet } from './spend-limits.foresight.js';

/** Sample id for examples. */
export const SPEND_LIMIT_ID = 'spl_01AdaMonthlyExample';

/** Spend limits. */
export const spendLimits = defineResource({
  group: { id: 'spend_limits', title: 'Spend limits', description: 'Limits on spend.' },
  packs: ['finops'],
  samples: { spend_limit_id: SPEND_LIMIT_ID },
  finders: { spend_limit_id: { actionId: 'spend_limits_list' } },
  actions: [
    defineAction({
      id: 'spend_limits_list',
      operation: 'spend_limits.list',
      title: 'List spend limits',
      keywords: ['budget', 'billing', 'cap'],
      description: msg`Returns the limits that are set, with their scope and period. For the limit that applies to a member and the spend so far, use ${action('effective_spend_limits_list')}. For Console organizations, Anthropic has to enable this feature.`,
      route: 'GET /v1/organizations/spend_limits',
      input: SpendLimitsListInput,
      example: { scope_type: ['organization', 'workspace'], limit: 20 },
      effect: READ,
      output: 'SpendLimitCursorPage',
      outputUnits: { amount: 'cents' },
      paging: 'page_cursor',
      betas: ['spend-limit-reads-2026-09-26'],
    }),
    defineAction({
      id: 'spend_limits_get',
      operation: 'spend_limits.retrieve',
      title: 'Show one spend limit',
      description: 'Returns one limit by id: amount in cents, currency, period and scope.',
      about: 'Returns one limit: amount, period and scope.',
      route: 'GET /v1/organizations/spend_limits/{spend_limit_id}',
      input: SpendLimitIdInput,
      example: { spend_limit_id: SPEND_LIMIT_ID },
      effect: READ,
      output: 'SpendLimit',
      outputUnits: { amount: 'cents' },
    }),
    defineAction({
      id: 'spend_limits_set',
      operation: 'spend_limits.set',
      title: 'Set a spend limit',
      keywords: ['budget', 'billing', 'cap'],
      description: msg`Sets the limit of one scope and period and replaces the existing one. Requests above the limit are blocked until the period ends, so check the spend first: ${action('effective_spend_limits_list')} (Enterprise) or ${action('cost_report_get')}. To approve a member's request for more, use ${action('spend_limit_increase_requests_approve')}.`,
      route: 'POST /v1/organizations/spend_limits',
      input: SpendLimitsSetInput,
      example: { scope: { type: 'user', user_id: USER_ID }, amount: '50000', period: 'monthly' },
      inputUnits: { amount: 'cents' },
      effect: UPDATE,
      foresee: foreseeSet,
      output: 'SpendLimit',
      outputUnits: { amount: 'cents' },
      verify: ({ scope }) => ({ actionId: 'spend_limits_list', input: { scope_type: [scope.type] } }),
    }),
    defineAction({
      id: 'spend_limits_delete',
      operation: 'spend_limits.delete',
      title: 'Delete a spend limit',
      description: msg`Deletes a limit; an inherited limit then applies, or none. Enterprise: only limits of users. Console: only limits of the organization and of workspaces, never usage_tier. To raise a limit instead of removing it, use ${action('spend_limits_set')}.`,
      about: msg`Deletes a limit; an inherited limit then applies, or none. Enterprise: only limits of members. Console: only limits of the organization and of workspaces, never those of the usage tier. To raise a limit instead of removing it, use ${action('spend_limits_set')}.`,
      deed: msg`Delete spend limit ${field('spend_limit_id')}`,
      route: 'DELETE /v1/organizations/spend_limits/{spend_limit_id}',
      input: SpendLimitIdInput,
      example: { spend_limit_id: SPEND_LIMIT_ID },
      effect: DELETE,
      foresee: foreseeDelete,
      output: 'SpendLimitDeleteResponse',
      verify: ({ spend_limit_id }) => ({ actionId: 'spend_limits_get', input: { spend_limit_id } }),
    }),
  ],
});

/** The spend limit that applies to each member. */
export const effectiveSpendLimits = defineResource({
  group: {
    id: 'effective_spend_limits',
    title: 'Effective spend limits',
    description: 'The limit that applies to each member, and the spend so far (Enterprise).',
  },
  packs: ['finops'],
  samples: {},
  actions: [
    defineAction({
      id: 'effective_spend_limits_list',
      operation: 'spend_limits.effective.list',
      title: 'List the effective limit and spend of each member',
      description:
        'Returns one row per member and period: the limit that applies, its source and the spend so far. The rows of a member stay together, so a page may hold more rows than limit. Enterprise organizations only.',
      route: 'GET /v1/organizations/spend_limits/effective',
      input: EffectiveSpendLimitsListInput,
      example: { period: ['monthly'], limit: 20 },
      effect: READ,
      output: 'SpendSummaryCursorPage',
      outputUnits: { amount: 'cents', period_to_date_spend: 'cents' },
      paging: 'page_cursor',
    }),
  ],
});
