import { invalid, notFound } from '../errors.js';
import type { Organization } from '../state/organization.js';
import type { CursorPage, Pager } from '../state/pager.js';
import { pageByToken } from '../state/pager.js';
import type { GroupType, LimiterType, RateLimit } from '../state/rate-limit.js';
import { liveWorkspace } from './workspaces.js';

/** The filters of `rate_limits.list`. */
export interface RateLimitFilter {
  readonly limit?: number | undefined;
  readonly group_type?: GroupType | undefined;
  readonly model?: string | undefined;
}

/** The filters of `workspaces.rate_limits.list`. */
export interface WorkspaceRateLimitFilter {
  readonly limit?: number | undefined;
  readonly group_type?: GroupType | undefined;
  readonly include_inherited: boolean;
}

/** One limiter of a workspace, overridden or inherited. */
export interface WorkspaceLimit {
  readonly type: LimiterType;
  readonly value: number;
  readonly orgLimit: number | null;
  readonly source: 'organization' | 'workspace';
}

/** The limits of one group in a workspace. */
export interface WorkspaceRateLimit {
  readonly rateLimit: RateLimit;
  readonly workspaceId: string;
  readonly limits: readonly WorkspaceLimit[];
}

/**
 * Lists the limits of the organization; without `limit`, all of them on one page (rate_limits.list).
 *
 * @throws ApiError 404 for an unknown model.
 */
export function listRateLimits<W>(
  { rateLimits }: Organization,
  { limit, group_type: type, model }: RateLimitFilter,
  pager: Pager,
  wire: (rateLimit: RateLimit) => W,
): CursorPage<W> {
  if (model !== undefined && !rateLimits.find(({ models }) => models?.includes(model) ?? false)) {
    throw notFound(`Model ${model}`);
  }
  const keep = ({ group, models }: RateLimit): boolean =>
    (type === undefined || group.type === type) &&
    (model === undefined || (models?.includes(model) ?? false));
  return pageByToken(rateLimits, pager, limit, wire, { keep });
}

/**
 * Lists the overrides of a workspace, optionally with inherited limits (workspaces.rate_limits.list).
 *
 * @throws ApiError 404.
 */
export function listWorkspaceRateLimits<W>(
  organization: Organization,
  workspaceId: string,
  { limit, group_type: type, include_inherited: inherited }: WorkspaceRateLimitFilter,
  pager: Pager,
  wire: (rateLimit: WorkspaceRateLimit) => W,
): CursorPage<W> {
  organization.workspaces.mustFind(workspaceId);
  const inWorkspace = (rateLimit: RateLimit): WorkspaceRateLimit =>
    workspaceRateLimit(organization, workspaceId, rateLimit, inherited);
  const keep = (rateLimit: RateLimit): boolean =>
    (type === undefined || rateLimit.group.type === type) && inWorkspace(rateLimit).limits.length > 0;
  return pageByToken(organization.rateLimits, pager, limit, (one) => wire(inWorkspace(one)), { keep });
}

/**
 * Sets and clears overrides of one group; other limiters are unchanged (workspaces.rate_limits.update).
 *
 * @throws ApiError 404, or 400 for the default workspace, an archived one, or a repeated limiter (assumed).
 */
export function updateWorkspaceRateLimit(
  organization: Organization,
  workspaceId: string,
  rateLimitId: string,
  limits: readonly { readonly type: LimiterType; readonly value: number | null }[],
): WorkspaceRateLimit {
  liveWorkspace(organization, workspaceId);
  if (workspaceId === organization.defaultWorkspaceId)
    throw invalid('The default workspace does not support overrides.');
  const rateLimit = organization.rateLimits.mustFind(rateLimitId);
  if (new Set(limits.map(({ type }) => type)).size < limits.length)
    throw invalid('limits: each type may occur only once');
  const overrides = new Map(organization.workspaceRateLimits.get(workspaceId)?.get(rateLimitId));
  for (const { type, value } of limits) {
    if (value === null) overrides.delete(type);
    else overrides.set(type, value);
  }
  const groups = organization.workspaceRateLimits.get(workspaceId) ?? new Map<string, typeof overrides>();
  organization.workspaceRateLimits.set(workspaceId, groups.set(rateLimitId, overrides));
  return workspaceRateLimit(organization, workspaceId, rateLimit, false);
}

function workspaceRateLimit(
  { workspaceRateLimits }: Organization,
  workspaceId: string,
  rateLimit: RateLimit,
  inherited: boolean,
): WorkspaceRateLimit {
  const overrides = workspaceRateLimits.get(workspaceId)?.get(rateLimit.id) ?? new Map<LimiterType, number>();
  const own = [...overrides].map(([type, value]): WorkspaceLimit => {
    const orgLimit = rateLimit.limits.find((limit) => limit.type === type)?.value ?? null;
    return { type, value, orgLimit, source: 'workspace' };
  });
  const rest = rateLimit.limits.filter(({ type }) => inherited && !overrides.has(type));
  const fromAbove = rest.map(({ type, value }): WorkspaceLimit => ({
    type,
    value,
    orgLimit: value,
    source: 'organization',
  }));
  return { rateLimit, workspaceId, limits: [...own, ...fromAbove] };
}
