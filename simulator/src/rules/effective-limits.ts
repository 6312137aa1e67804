import { DAY } from '../clock.js';
import { invalid } from '../errors.js';
import type { Member } from '../state/entities.js';
import type { Organization } from '../state/organization.js';
import type { CursorPage, Pager } from '../state/pager.js';
import type { Period, SpendLimit, SpendScope } from '../state/spend-limit.js';
import { PERIODS } from '../state/spend-limit.js';
import { costLines, costsOf } from '../usage/cost-lines.js';
import type { Picocents } from '../usage/prices.js';
import { DATA_DELAY } from './report-window.js';

/** The limit of a member in one period, and the member's spend in it. */
export interface EffectiveLimit {
  readonly userId: string;
  readonly limit: SpendLimit;
  readonly spent: Picocents;
}

/** The query of `spend_limits.effective.list`. */
export interface EffectiveFilter {
  readonly limit: number;
  readonly 'period[]'?: readonly Period[] | undefined;
  readonly 'user_ids[]'?: readonly string[] | undefined;
}

/**
 * Rejects organizations without member spend limits.
 *
 * @throws ApiError 400 `organization_type_not_supported`.
 */
export function checkEnterprise({ settings }: Organization, code?: string): void {
  if (settings.kind !== 'enterprise') {
    throw invalid('Member spend limits are available only to Claude Enterprise organizations.', code);
  }
}

/**
 * Lists the effective limits of each member, one row per period. The rows of a member stay on one page, which
 * may therefore exceed `limit` (spend_limits.effective.list).
 *
 * @throws ApiError 400 `organization_type_not_supported` outside Enterprise.
 */
export function listEffective<W>(
  organization: Organization,
  filter: EffectiveFilter,
  pager: Pager,
  now: number,
  wire: (row: EffectiveLimit) => W,
): CursorPage<W> {
  checkEnterprise(organization, 'organization_type_not_supported');
  const { members } = organization;
  const users = filter['user_ids[]'];
  const rows = pager.rows(filter.limit);
  const data: W[] = [];
  let last = pager.position(-1);
  for (const member of members.walk(last, 1)) {
    if (users && !users.includes(member.id)) continue;
    const limits = effectiveLimits(organization, member, filter['period[]'] ?? PERIODS, now);
    if (limits.length > 0 && data.length >= rows) return { data, next_page: pager.next(last) };
    data.push(...limits.map(wire));
    last = members.positionOf(member.id) ?? last;
  }
  return { data, next_page: null };
}

/** The limits that apply to a member; in each period, the most specific scope takes precedence. */
export function effectiveLimits(
  organization: Organization,
  member: Member,
  periods: readonly Period[],
  now: number,
): EffectiveLimit[] {
  return PERIODS.filter((period) => periods.includes(period)).flatMap((period) => {
    const limit = nearest(organization, member, period);
    return limit ? [{ userId: member.id, limit, spent: spentBy(organization, member.id, period, now) }] : [];
  });
}

/** Precedence of scopes: member, groups, seat tier, organization (assumed). */
function nearest(
  { spendLimits, seats }: Organization,
  { id }: Member,
  period: Period,
): SpendLimit | undefined {
  const seat = seats.get(id);
  const reaches: readonly ((scope: SpendScope) => boolean)[] = [
    (scope) => scope.type === 'user' && scope.user_id === id,
    (scope) => scope.type === 'rbac_group' && (seat?.groupIds.includes(scope.rbac_group_id) ?? false),
    (scope) => scope.type === 'seat_tier' && scope.seat_tier === seat?.tier,
    (scope) => scope.type === 'organization',
  ];
  for (const reach of reaches) {
    const found = spendLimits.find((limit) => limit.period === period && reach(limit.scope));
    if (found) return found;
  }
  return undefined;
}

function spentBy({ streams }: Organization, userId: string, period: Period, now: number): Picocents {
  const lines = costLines(streams.filter(({ account_id }) => account_id === userId));
  const end = now - DATA_DELAY;
  let total = 0n;
  for (let day = startOf(period, now); day < end; day += DAY) {
    for (const cost of costsOf(lines, day, Math.min(day + DAY, end))) total += cost;
  }
  return total;
}

/** Weeks start on Monday (assumed). */
function startOf(period: Period, now: number): number {
  const today = Math.floor(now / DAY) * DAY;
  const date = new Date(today);
  if (period === 'monthly') return today - (date.getUTCDate() - 1) * DAY;
  return period === 'weekly' ? today - ((date.getUTCDay() + 6) % 7) * DAY : today;
}
