import type { Organization } from '../../state/organization.js';
import type { Stream } from '../../usage/stream.js';

/** The `group_by[]` dimensions of both reports. */
export const USAGE_GROUP_BY = [
  'actor',
  'actor_type',
  'agent_id',
  'api_key_id',
  'claude_tag_category',
  'claude_tag_user_id',
  'context_window',
  'deployment_id',
  'environment_id',
  'inference_geo',
  'model',
  'organization_id',
  'product',
  'rbac_group_id',
  'service_tier',
  'session_id',
  'slack_channel_id',
  'speed',
  'user_profile_id',
  'workspace_id',
] as const;

/** A dimension of both reports. */
export type Dimension = (typeof USAGE_GROUP_BY)[number];

/** The value of a dimension. */
export type DimensionValue = string | Actor | null;

/** The actor that usage is attributed to (`BetaAnalyticsActor`). */
export interface Actor {
  readonly type: 'api_actor' | 'service_account_actor' | 'user_actor';
  readonly [name: string]: unknown;
}

type DimensionReader = (stream: Stream, organization: Organization) => DimensionValue;

/** Claude Tag, Slack, groups, profiles, sessions and child organizations are not simulated. */
const absent: DimensionReader = () => null;

/** Reads the value of each dimension from a stream. */
export const DIMENSIONS: Readonly<Record<Dimension, DimensionReader>> = {
  actor: actorOf,
  actor_type: (stream, organization) => actorOf(stream, organization)?.type ?? null,
  agent_id: ({ agent_id }) => agent_id,
  api_key_id: ({ api_key_id }) => api_key_id,
  claude_tag_category: absent,
  claude_tag_user_id: absent,
  context_window: ({ context_window }) => context_window,
  deployment_id: ({ deployment_id }) => deployment_id,
  environment_id: ({ environment_id }) => environment_id,
  inference_geo: ({ inference_geo }) => (inference_geo === 'not_available' ? null : inference_geo),
  model: ({ model }) => model,
  organization_id: absent,
  product: ({ product }) => product,
  rbac_group_id: absent,
  service_tier: ({ service_tier }, { settings }) => (settings.kind === 'console' ? service_tier : null),
  session_id: absent,
  slack_channel_id: absent,
  speed: ({ speed }) => speed,
  user_profile_id: absent,
  workspace_id: ({ workspace_id }, { settings, defaultWorkspaceId }) =>
    settings.kind === 'console' ? (workspace_id ?? defaultWorkspaceId) : null,
};

/** The user, the service account or the API key, in this order. */
export function actorOf(stream: Stream, { members }: Organization): Actor | null {
  const { account_id: userId, service_account_id, api_key_id } = stream;
  if (userId !== null) {
    const member = members.get(userId);
    const { name = null, email: email_address = null } = member ?? {};
    return { type: 'user_actor', user_id: userId, name, email_address, deleted: !member };
  }
  if (service_account_id !== null) return { type: 'service_account_actor', service_account_id };
  return api_key_id === null ? null : { type: 'api_actor', api_key_id };
}

/** The id of an actor in `actor_ids[]`. */
export const actorIdOf = ({ account_id, service_account_id, api_key_id }: Stream): string | null =>
  account_id ?? service_account_id ?? api_key_id;
