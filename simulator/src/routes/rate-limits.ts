import { emptyAsAbsent, fallback, nullable, optional } from '../check/field.js';
import { booleanText, integer, integerText, oneOf, text } from '../check/scalars.js';
import { listOf, shape } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { listRateLimits, listWorkspaceRateLimits, updateWorkspaceRateLimit } from '../rules/rate-limits.js';
import { GROUP_TYPES, LIMITER_TYPES } from '../state/rate-limit.js';
import { rateLimitOnWire, workspaceRateLimitOnWire } from '../wire/rate-limits.js';

/** Without `limit`, the response is a single page. */
const LIST = {
  limit: optional(integerText({ min: 1, max: 1_000 })),
  page: emptyAsAbsent(text()),
  group_type: emptyAsAbsent(oneOf(GROUP_TYPES)),
};

/** The rate limits of the organization and its workspaces. */
export const RATE_LIMIT_ROUTES: readonly Route[] = [
  route(
    'rate_limits.list',
    'GET /v1/organizations/rate_limits',
    { query: { ...LIST, model: emptyAsAbsent(text()) } },
    ({ organization, query, pager, version }) =>
      listRateLimits(organization, query, pager, (rateLimit) => rateLimitOnWire(rateLimit, version)),
  ),
  route(
    'workspaces.rate_limits.list',
    'GET /v1/organizations/workspaces/{workspace_id}/rate_limits',
    { query: { ...LIST, include_inherited: fallback(booleanText, false) } },
    ({ organization, params, query, pager, version }) =>
      listWorkspaceRateLimits(organization, params.workspace_id, query, pager, (rateLimit) =>
        workspaceRateLimitOnWire(rateLimit, version),
      ),
  ),
  route(
    'workspaces.rate_limits.update',
    'POST /v1/organizations/workspaces/{workspace_id}/rate_limits/{rate_limit_id}',
    { body: { limits: listOf(shape({ type: oneOf(LIMITER_TYPES), value: nullable(integer()) })) } },
    ({ organization, params, body, version }) =>
      workspaceRateLimitOnWire(
        updateWorkspaceRateLimit(organization, params.workspace_id, params.rate_limit_id, body.limits),
        version,
      ),
  ),
];
