import type { ApiVersion } from '../http/route.js';
import type { WorkspaceRateLimit } from '../rules/rate-limits.js';
import type { RateLimit } from '../state/rate-limit.js';

/** `group.type` replaced `group_type` in 2026-10-21. */
const groupType = ({ group }: RateLimit, version: ApiVersion): object =>
  version === '2023-06-01' ? { group_type: group.type } : {};

/** Serializes a limit of the organization (`OrganizationRateLimit`). */
export const rateLimitOnWire = (rateLimit: RateLimit, version: ApiVersion): object => ({
  type: 'rate_limit',
  ...rateLimit,
  ...groupType(rateLimit, version),
});

/** Serializes a limit of a workspace (`WorkspaceRateLimit`). */
export const workspaceRateLimitOnWire = (
  { rateLimit, workspaceId, limits }: WorkspaceRateLimit,
  version: ApiVersion,
): object => ({
  type: 'workspace_rate_limit',
  rate_limit_id: rateLimit.id,
  workspace_id: workspaceId,
  group: rateLimit.group,
  ...groupType(rateLimit, version),
  models: rateLimit.models,
  limits: limits.map(({ type, value, orgLimit, source }) => ({
    type,
    value,
    org_limit: orgLimit,
    source: { type: source },
  })),
});
