import { nullable, optional } from '../check/field.js';
import { boolean, oneOf, text } from '../check/scalars.js';
import { listOf } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { approve, deny, increaseRequest, listIncreaseRequests } from '../rules/increase-requests.js';
import { PERIODS } from '../state/spend-limit.js';
import { increaseRequestOnWire, spendLimitOnWire } from '../wire/spend-limits.js';
import { pageCursor } from './lists.js';
import { AMOUNT, SPEND_LIMITS } from './spend-limits.js';

const QUIET = { suppress_notification: optional(boolean) };

/** Members' requests to raise their spend limit. */
export const INCREASE_REQUEST_ROUTES: readonly Route[] = [
  route(
    'spend_limits.increase_requests.list',
    'GET /v1/organizations/spend_limit_increase_requests',
    {
      ...SPEND_LIMITS,
      query: {
        ...pageCursor(),
        'actor_ids[]': optional(listOf(text())),
        'status[]': optional(listOf(oneOf(['approved', 'denied', 'pending']))),
      },
    },
    ({ organization, query, pager, now }) =>
      listIncreaseRequests(organization, query, pager, (request) =>
        increaseRequestOnWire(organization, request, now),
      ),
  ),
  route(
    'spend_limits.increase_requests.retrieve',
    'GET /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}',
    SPEND_LIMITS,
    ({ organization, params: { spend_limit_increase_request_id: id }, now }) =>
      increaseRequestOnWire(organization, increaseRequest(organization, id), now),
  ),
  route(
    'spend_limits.increase_requests.approve',
    'POST /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/approve',
    { ...SPEND_LIMITS, body: { amount: AMOUNT, period: optional(nullable(oneOf(PERIODS))), ...QUIET } },
    ({ organization, key, params: { spend_limit_increase_request_id: id }, body, now, ids }) => {
      const { request, limit } = approve(organization, id, body, key, now, ids);
      return { ...increaseRequestOnWire(organization, request, now), spend_limit: spendLimitOnWire(limit) };
    },
  ),
  route(
    'spend_limits.increase_requests.deny',
    'POST /v1/organizations/spend_limit_increase_requests/{spend_limit_increase_request_id}/deny',
    { ...SPEND_LIMITS, body: QUIET },
    ({ organization, key, params: { spend_limit_increase_request_id: id }, now }) =>
      increaseRequestOnWire(organization, deny(organization, id, key, now), now),
  ),
];
