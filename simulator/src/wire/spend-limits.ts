import { optionalTimestamp, timestamp } from '../clock.js';
import type { EffectiveLimit } from '../rules/effective-limits.js';
import { effectiveLimits } from '../rules/effective-limits.js';
import type { Organization } from '../state/organization.js';
import type { IncreaseRequest, SpendLimit } from '../state/spend-limit.js';
import { centsText, thousandthsOfCents } from '../usage/prices.js';

/** Serializes a spend limit (`SpendLimit`). */
export const spendLimitOnWire = (limit: SpendLimit): object => ({
  id: limit.id,
  type: 'spend_limit',
  amount: limit.amount,
  currency: 'USD',
  period: limit.period,
  scope: limit.scope,
  is_enabled: true,
  created_at: timestamp(limit.createdAt),
  updated_at: timestamp(limit.updatedAt),
});

/** Serializes an effective limit (`SpendSummary`). */
export const effectiveOnWire = (
  organization: Organization,
  { userId, limit, spent }: EffectiveLimit,
): object => ({
  actor: actorOnWire(organization, userId),
  amount: limit.amount,
  currency: 'USD',
  period: limit.period,
  period_to_date_spend: centsText(thousandthsOfCents(spent)),
  scope: { type: 'user', user_id: userId },
  source: limit.scope,
  spend_limit_id: limit.id,
});

/** Serializes an increase request (`SpendLimitIncreaseRequest`); a pending one includes the member's current limit. */
export function increaseRequestOnWire(
  organization: Organization,
  request: IncreaseRequest,
  now: number,
): object {
  const { id, userId, status, period, createdAt, resolvedAt, resolvedBy } = request;
  return {
    id,
    type: 'spend_limit_increase_request',
    actor: actorOnWire(organization, userId),
    period,
    status,
    spend_summary: status === 'pending' ? summaryOf(organization, request, now) : null,
    created_at: timestamp(createdAt),
    resolved_at: optionalTimestamp(resolvedAt),
    resolved_by: resolvedBy === null ? null : { type: 'scoped_api_key_actor', scoped_api_key_id: resolvedBy },
  };
}

function summaryOf(
  organization: Organization,
  { userId, period }: IncreaseRequest,
  now: number,
): object | null {
  const member = organization.members.get(userId);
  const [effective] = member ? effectiveLimits(organization, member, [period], now) : [];
  return effective ? effectiveOnWire(organization, effective) : null;
}

function actorOnWire({ members }: Organization, userId: string): object {
  const member = members.get(userId);
  return {
    type: 'user_actor',
    user_id: userId,
    name: member?.name ?? null,
    email_address: member?.email ?? null,
    deleted: !member,
  };
}
