import { emptyAsAbsent, nullable, optional } from '../check/field.js';
import { oneOf, text } from '../check/scalars.js';
import { listOf, tagged } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { listEffective } from '../rules/effective-limits.js';
import { deleteSpendLimit, listSpendLimits, setSpendLimit, spendLimit } from '../rules/spend-limits.js';
import { PERIODS } from '../state/spend-limit.js';
import { effectiveOnWire, spendLimitOnWire } from '../wire/spend-limits.js';
import { SPEND_LIMIT_READS_BETA } from './betas.js';
import { pageCursor } from './lists.js';

const SCOPE_TYPES = [
  'organization',
  'organization_service',
  'rbac_group',
  'seat_tier',
  'usage_tier',
  'user',
  'workspace',
] as const;

/** What all operations of spend limits have in common. */
export const SPEND_LIMITS = { meter: 'spend_limits', versionOptional: true } as const;

/** An amount in minor units, as a string of digits. */
export const AMOUNT = text({ pattern: /^(0|[1-9][0-9]*)$/ });

/** Spend limits. */
export const SPEND_LIMIT_ROUTES: readonly Route[] = [
  route(
    'spend_limits.list',
    'GET /v1/organizations/spend_limits',
    {
      ...SPEND_LIMITS,
      beta: SPEND_LIMIT_READS_BETA,
      query: {
        ...pageCursor(),
        'scope_type[]': optional(listOf(oneOf(SCOPE_TYPES), { max: 7 })),
        workspace_id: emptyAsAbsent(text()),
      },
    },
    ({ organization, query, pager }) => listSpendLimits(organization, query, pager, spendLimitOnWire),
  ),
  route(
    'spend_limits.set',
    'POST /v1/organizations/spend_limits',
    {
      ...SPEND_LIMITS,
      body: {
        amount: nullable(AMOUNT),
        scope: tagged({ user: { user_id: text() }, organization: {}, workspace: { workspace_id: text() } }),
        period: optional(oneOf(PERIODS)),
      },
    },
    ({ organization, body, now, ids }) => spendLimitOnWire(setSpendLimit(organization, body, now, ids)),
  ),
  route(
    'spend_limits.effective.list',
    'GET /v1/organizations/spend_limits/effective',
    {
      ...SPEND_LIMITS,
      query: {
        ...pageCursor(),
        'period[]': optional(listOf(oneOf(PERIODS), { max: 3 })),
        'user_ids[]': optional(listOf(text(), { max: 100 })),
      },
    },
    ({ organization, query, pager, now }) =>
      listEffective(organization, query, pager, now, (row) => effectiveOnWire(organization, row)),
  ),
  route(
    'spend_limits.retrieve',
    'GET /v1/organizations/spend_limits/{spend_limit_id}',
    SPEND_LIMITS,
    ({ organization, params }) => spendLimitOnWire(spendLimit(organization, params.spend_limit_id)),
  ),
  route(
    'spend_limits.delete',
    'DELETE /v1/organizations/spend_limits/{spend_limit_id}',
    SPEND_LIMITS,
    ({ organization, params: { spend_limit_id: id } }) => {
      deleteSpendLimit(organization, id);
      return { id, type: 'spend_limit_deleted' };
    },
  ),
];
