import type { ActionSteps, ListRead } from '../../kit/catalog/index.js';
import { daysBack, keyUseOf } from '../api-keys/key-use.js';
import type {
  APIKey,
  BetaAnalyticsUsageItem,
  OrganizationUser,
  Workspace,
  WorkspaceMember,
} from '../api-types.generated.js';
import { inForm } from '../spend/report-rows.js';
import { piecesOf, timeText, DAY_MS, type TimeRange } from '../../reports/spend-range.js';
import type { ReadAccess } from './found-access.js';

const PAGE = 1_000;
const LONGEST_MS = 31 * DAY_MS;
/** Workspaces whose members are read, and how many at once. */
const MOST_WORKSPACES = 500;
const AT_ONCE = 5;

/**
 * Reads who has access and what was used, and says what could not be read.
 * @throws the failure of the list of members: there is nothing to review without them.
 */
export async function readAccess(
  steps: ActionSteps,
  days: number,
): Promise<{ readonly read: ReadAccess; readonly unread: readonly string[] }> {
  const range = daysBack(steps.now, days);
  const optional = { isOptional: true } as const;
  const [members, keys, workspaces, activeMembers, use] = await Promise.all([
    steps.list<OrganizationUser>('users_list', { limit: PAGE }),
    steps.list<APIKey>('api_keys_list', { limit: PAGE }, optional),
    steps.list<Workspace>('workspaces_list', { limit: PAGE }, optional),
    activeIn(steps, range),
    keyUseOf(steps, range),
  ]);
  const unread: string[] = [];
  const say = (what: string, { cut }: Pick<ListRead, 'cut'>): void => {
    if (cut) unread.push(`${what}: ${cut.message}`.slice(0, 300));
  };
  say('Not all members could be read, so keys without owner are not found', members);
  say('Not all API keys could be read', keys);
  say('Not all workspaces could be read', workspaces);
  if (!activeMembers)
    unread.push('Use by member could not be read, so members without activity are not found.');
  if (!use.used) unread.push('Use by API key could not be read, so unused keys are not found.');
  const workspaceMembers: WorkspaceMember[] = [];
  const live = workspaces.items.filter(({ archived_at }) => archived_at === null);
  if (live.length > MOST_WORKSPACES)
    unread.push(`Admins of ${live.length - MOST_WORKSPACES} workspaces: only ${MOST_WORKSPACES} are read.`);
  for (let nth = 0; nth < Math.min(live.length, MOST_WORKSPACES); nth += AT_ONCE) {
    const some = live.slice(nth, Math.min(nth + AT_ONCE, MOST_WORKSPACES));
    const lists = await Promise.all(
      some.map(({ id }) =>
        steps.list<WorkspaceMember>('workspace_members_list', { workspace_id: id, limit: PAGE }, optional),
      ),
    );
    for (const [at, list] of lists.entries()) {
      workspaceMembers.push(...list.items);
      say(`Not all members of the workspace ${some[at]?.name ?? ''} could be read`, list);
    }
  }
  return {
    read: {
      members: members.items,
      hasAllMembers: members.cut === undefined,
      keys: keys.items,
      workspaces: workspaces.items,
      workspaceMembers,
      activeMembers,
      usedKeys: use.used && new Set(use.used.keys()),
    },
    unread: bounded(unread),
  };
}

const MOST_UNREAD = 50;

const bounded = (unread: readonly string[]): readonly string[] =>
  unread.length <= MOST_UNREAD
    ? unread
    : [...unread.slice(0, MOST_UNREAD), `And ${unread.length - MOST_UNREAD} more.`];

/** The members to whom use is attributed; undefined where that could not be read. */
async function activeIn(steps: ActionSteps, range: TimeRange): Promise<ReadonlySet<string> | undefined> {
  const reports = await Promise.all(
    piecesOf(range, LONGEST_MS).map(({ from, until }) =>
      steps.list<BetaAnalyticsUsageItem>(
        'analytics_usage_list',
        { starting_at: timeText(from), ending_at: timeText(until), group_by: ['actor'], limit: PAGE },
        { isOptional: true },
      ),
    ),
  );
  if (reports.some(({ cut }) => cut)) return undefined;
  return inForm(
    'analytics_usage_list',
    () =>
      new Set(
        reports.flatMap(({ items }) =>
          items.flatMap(({ group: { actor } }) => (actor?.type === 'user_actor' ? [actor.user_id] : [])),
        ),
      ),
  );
}
