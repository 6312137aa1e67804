import { DAY, HOUR } from '../clock.js';
import type { Period, SpendScope } from '../state/spend-limit.js';
import type { SeedContext } from './context.js';

type SpendLimitPlan = readonly [scope: SpendScope, period: Period, amount: string | null, daysAgo: number];

function add({ organization, ids, today }: SeedContext, plans: readonly SpendLimitPlan[]): void {
  for (const [scope, period, amount, daysAgo] of plans) {
    const createdAt = today - daysAgo * DAY + 14 * HOUR;
    organization.spendLimits.insert({
      id: ids('spl_'),
      scope,
      period,
      amount,
      createdAt,
      updatedAt: createdAt,
    });
  }
}

/** Adds the limits of a Console organization: its tier, itself and one workspace. */
export function seedConsoleLimits(context: SeedContext): void {
  const { organization, today } = context;
  const age = Math.round((today - organization.createdAt) / DAY);
  const workspace = organization.workspaces.find(({ name }) => name === 'Production');
  add(context, [
    [{ type: 'usage_tier' }, 'monthly', '20000000', age],
    [{ type: 'organization' }, 'monthly', '5000000', 300],
    ...(workspace
      ? [
          [
            { type: 'workspace', workspace_id: workspace.id },
            'monthly',
            '2000000',
            90,
          ] satisfies SpendLimitPlan,
        ]
      : []),
  ]);
}

/** Adds seats, limits of every scope and requests of every status to an Enterprise organization. */
export function seedEnterpriseLimits(context: SeedContext): void {
  const { organization, ids } = context;
  const groupId = ids('rbac_group_');
  const users = organization.members.filter(({ role }) => role === 'user' || role === 'managed');
  users.forEach(({ id }, index) =>
    organization.seats.set(id, {
      tier: index % 2 ? 'premium' : 'standard',
      groupIds: index === 2 ? [groupId] : [],
    }),
  );
  const [first, second] = users.map(({ id }) => id);
  add(context, [
    [{ type: 'organization' }, 'monthly', '9000000', 500],
    [{ type: 'seat_tier', seat_tier: 'standard' }, 'monthly', '20000', 490],
    [{ type: 'seat_tier', seat_tier: 'premium' }, 'monthly', '60000', 490],
    [{ type: 'rbac_group', rbac_group_id: groupId }, 'weekly', '15000', 200],
    [{ type: 'organization_service', service: 'claude_code' }, 'monthly', '4000000', 180],
    [{ type: 'user', user_id: first ?? '' }, 'monthly', '100000', 60],
    [{ type: 'user', user_id: second ?? '' }, 'daily', null, 20],
  ]);
  seedIncreaseRequests(
    context,
    users.map(({ id }) => id),
  );
}

const STATUSES = ['denied', 'approved', 'pending', 'pending'] as const;

function seedIncreaseRequests({ organization, ids, today }: SeedContext, users: readonly string[]): void {
  STATUSES.forEach((status, index) => {
    const createdAt = today - (40 - index * 12) * DAY + 10 * HOUR;
    const resolved = status === 'pending' ? null : createdAt + 5 * HOUR;
    organization.increaseRequests.insert({
      id: ids('slir_'),
      userId: users[index % users.length] ?? '',
      period: 'monthly',
      createdAt,
      status,
      resolvedAt: resolved,
      resolvedBy: resolved === null ? null : ids('apikey_'),
    });
  });
}
