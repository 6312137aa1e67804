import { invalid } from '../errors.js';
import type { Ids } from '../ids.js';
import type { AccessKey } from '../state/access-keys.js';
import type { Organization } from '../state/organization.js';
import type { CursorPage, Pager } from '../state/pager.js';
import { pageByToken } from '../state/pager.js';
import type { IncreaseRequest, Period, SpendLimit } from '../state/spend-limit.js';
import { checkEnterprise } from './effective-limits.js';
import { upsert } from './spend-limits.js';

/** The filters of `spend_limits.increase_requests.list`. */
export interface IncreaseRequestFilter {
  readonly limit: number;
  readonly 'actor_ids[]'?: readonly string[] | undefined;
  readonly 'status[]'?: readonly IncreaseRequest['status'][] | undefined;
}

/** The body of `spend_limits.increase_requests.approve`. */
export interface Approval {
  readonly amount: string;
  readonly period?: Period | null | undefined;
}

/** An approved request with the resulting limit. */
export interface Approved {
  readonly request: IncreaseRequest;
  readonly limit: SpendLimit;
}

/**
 * Lists requests of current members, newest first (spend_limits.increase_requests.list).
 *
 * @throws ApiError 400 outside Enterprise (assumed).
 */
export function listIncreaseRequests<W>(
  organization: Organization,
  filter: IncreaseRequestFilter,
  pager: Pager,
  wire: (request: IncreaseRequest) => W,
): CursorPage<W> {
  checkEnterprise(organization);
  const { 'actor_ids[]': actors, 'status[]': statuses } = filter;
  const keep = ({ userId, status }: IncreaseRequest): boolean =>
    organization.members.get(userId) !== undefined &&
    (!actors || actors.includes(userId)) &&
    (!statuses || statuses.includes(status));
  const options = { keep, newestFirst: true };
  return pageByToken(organization.increaseRequests, pager, filter.limit, wire, options);
}

/**
 * Retrieves a request (spend_limits.increase_requests.retrieve).
 *
 * @throws ApiError 404, or 400 outside Enterprise (assumed).
 */
export function increaseRequest(organization: Organization, id: string): IncreaseRequest {
  checkEnterprise(organization);
  return organization.increaseRequests.mustFind(id);
}

/**
 * Approves a request and sets the member's limit (spend_limits.increase_requests.approve).
 *
 * @throws ApiError 404, or 400 for a resolved request.
 */
export function approve(
  organization: Organization,
  id: string,
  { amount, period }: Approval,
  key: AccessKey,
  now: number,
  ids: Ids,
): Approved {
  const request = increaseRequest(organization, id);
  if (request.status !== 'pending') throw invalid(`This request has already been ${request.status}.`);
  organization.members.mustFind(request.userId);
  resolve(request, 'approved', key, now);
  const scope = { type: 'user', user_id: request.userId } as const;
  const limit = upsert(organization, { scope, period: period ?? request.period, amount }, now, ids);
  return { request, limit };
}

/**
 * Denies a request; idempotent (spend_limits.increase_requests.deny).
 *
 * @throws ApiError 404, or 400 for an approved request.
 */
export function deny(organization: Organization, id: string, key: AccessKey, now: number): IncreaseRequest {
  const request = increaseRequest(organization, id);
  if (request.status === 'approved') throw invalid('This request has already been approved.');
  if (request.status === 'pending') resolve(request, 'denied', key, now);
  return request;
}

function resolve(request: IncreaseRequest, status: 'approved' | 'denied', key: AccessKey, now: number): void {
  Object.assign(request, { status, resolvedAt: now, resolvedBy: key.id });
}
