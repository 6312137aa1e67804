import { invalid } from '../../errors.js';
import type { Organization } from '../../state/organization.js';
import type { Stream } from '../../usage/stream.js';
import type { Dimension } from './dimensions.js';
import { DIMENSIONS, actorIdOf, actorOf } from './dimensions.js';

type Names = readonly string[] | undefined;

/** The filters of both reports. */
export interface AnalyticsFilter {
  readonly 'actor_ids[]'?: Names;
  readonly 'actor_types[]'?: Names;
  readonly 'agent_ids[]'?: Names;
  readonly 'api_key_ids[]'?: Names;
  readonly 'claude_tag_categories[]'?: Names;
  readonly 'claude_tag_user_ids[]'?: Names;
  readonly 'context_windows[]'?: Names;
  readonly 'deployment_ids[]'?: Names;
  readonly 'environment_ids[]'?: Names;
  readonly 'inference_geos[]'?: Names;
  readonly 'models[]'?: Names;
  readonly 'organization_ids[]'?: Names;
  readonly 'products[]'?: Names;
  readonly 'rbac_group_ids[]'?: Names;
  readonly 'service_tiers[]'?: Names;
  readonly 'session_ids[]'?: Names;
  readonly 'slack_channel_ids[]'?: Names;
  readonly 'speeds[]'?: Names;
  readonly 'user_profile_ids[]'?: Names;
  readonly 'workspace_ids[]'?: Names;
  readonly exclude_deleted_users: boolean;
}

const DIMENSION_OF = {
  'actor_types[]': 'actor_type',
  'agent_ids[]': 'agent_id',
  'api_key_ids[]': 'api_key_id',
  'claude_tag_categories[]': 'claude_tag_category',
  'claude_tag_user_ids[]': 'claude_tag_user_id',
  'context_windows[]': 'context_window',
  'deployment_ids[]': 'deployment_id',
  'environment_ids[]': 'environment_id',
  'inference_geos[]': 'inference_geo',
  'models[]': 'model',
  'organization_ids[]': 'organization_id',
  'products[]': 'product',
  'rbac_group_ids[]': 'rbac_group_id',
  'service_tiers[]': 'service_tier',
  'session_ids[]': 'session_id',
  'slack_channel_ids[]': 'slack_channel_id',
  'speeds[]': 'speed',
  'user_profile_ids[]': 'user_profile_id',
  'workspace_ids[]': 'workspace_id',
} as const satisfies Partial<Record<keyof AnalyticsFilter, Dimension>>;

/** The filter values that match usage without a value. */
const NULL_WORDS: Readonly<Partial<Record<Dimension, string>>> = {
  inference_geo: 'not_available',
  api_key_id: '',
};

/**
 * Finds the streams that match every filter of a report.
 *
 * @throws ApiError 400 for `exclude_deleted_users` without grouping by actor, and for RBAC groups with Claude Tag users.
 */
export function streamsFor(
  organization: Organization,
  filter: AnalyticsFilter,
  groupBy: readonly string[],
): readonly Stream[] {
  checkCombination(filter, groupBy);
  const actors = filter['actor_ids[]'];
  const set = Object.entries(DIMENSION_OF).flatMap(([name, dimension]) => {
    const wanted = filter[name as keyof typeof DIMENSION_OF];
    return wanted ? [{ dimension, wanted }] : [];
  });
  return organization.streams.filter(
    (stream) =>
      (!actors || actors.includes(actorIdOf(stream) ?? '')) &&
      (!filter.exclude_deleted_users || actorOf(stream, organization)?.deleted !== true) &&
      set.every(({ dimension, wanted }) => {
        const value = DIMENSIONS[dimension](stream, organization) ?? NULL_WORDS[dimension];
        return typeof value === 'string' && wanted.includes(value);
      }),
  );
}

function checkCombination(filter: AnalyticsFilter, groupBy: readonly string[]): void {
  if (filter.exclude_deleted_users && !groupBy.includes('actor')) {
    throw invalid('exclude_deleted_users: requires group_by[]=actor');
  }
  const groups = groupBy.includes('rbac_group_id') || filter['rbac_group_ids[]'] !== undefined;
  if (groups && groupBy.includes('claude_tag_user_id')) {
    throw invalid('group_by[]: claude_tag_user_id cannot be combined with RBAC groups');
  }
}
