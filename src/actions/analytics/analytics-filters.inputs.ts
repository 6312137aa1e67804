import { IsArray, IsBoolean, IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import {
  Describe,
  ID_PATTERN,
  IdList,
  ListOf,
  Nullable,
  Optional,
  Rule,
  action,
  all,
  msg,
  type Text,
} from '../../kit/catalog/index.js';
import {
  CONTEXT_WINDOWS,
  INFERENCE_GEOS,
  SERVICE_TIERS,
  SPEEDS,
} from '../usage-report/usage-report.inputs.js';
import { ACTOR_TYPES, CLAUDE_TAG_CATEGORIES, PRODUCTS } from './analytics-values.js';
import { AnalyticsWindowInput } from './analytics-window.inputs.js';

const ID_OR_EMPTY = new RegExp(`^$|${ID_PATTERN.source}`);

const Ids = (description: Text): PropertyDecorator => all(Nullable(), IdList(), Describe(description));

const OneOf = (values: readonly string[], description: string): PropertyDecorator =>
  all(Nullable(), ListOf(values), Describe(description));

const hasActor = (groupBy: unknown): boolean => Array.isArray(groupBy) && groupBy.includes('actor');

/** The filters of both analytics reports; null means "no filter". */
export class AnalyticsFiltersInput extends AnalyticsWindowInput {
  @Ids(
    msg`Only usage attributed to these members (${action('users_list')}), service accounts or API keys (user_, svac_ or apikey_ ids). For all requests made with a key, use api_key_ids.`,
  )
  actor_ids?: string[] | null;

  @OneOf(ACTOR_TYPES, 'Only usage attributed to these types of identity.')
  actor_types?: (typeof ACTOR_TYPES)[number][] | null;

  @Ids('Only sessions of these managed agents (Console).')
  agent_ids?: string[] | null;

  @Nullable()
  @IsArray()
  @Matches(ID_OR_EMPTY, {
    each: true,
    message: 'each value in $property must be an API key id, or an empty string for usage without a key',
  })
  @Describe(
    msg`Only requests made with these API keys (Console), from ${action('api_keys_list')}; an empty string also matches usage without a key.`,
  )
  api_key_ids?: string[] | null;

  @OneOf(CLAUDE_TAG_CATEGORIES, 'Only usage of Claude in Slack in these categories.')
  claude_tag_categories?: (typeof CLAUDE_TAG_CATEGORIES)[number][] | null;

  @Ids('Only usage of Claude in Slack by these Slack user ids.')
  claude_tag_user_ids?: string[] | null;

  @OneOf(CONTEXT_WINDOWS, 'Only usage with these context windows.')
  context_windows?: (typeof CONTEXT_WINDOWS)[number][] | null;

  @Ids('Only sessions that these deployments started (Console).')
  deployment_ids?: string[] | null;

  @Ids('Only sessions that ran in these environments (Console).')
  environment_ids?: string[] | null;

  @Optional()
  @Rule('requires actor in group_by', (value, { group_by }) => value !== true || hasActor(group_by))
  @IsBoolean()
  @Describe('Whether to omit rows of deleted members; requires actor in group_by.')
  exclude_deleted_users?: boolean;

  @OneOf(INFERENCE_GEOS, 'Only inference that ran in these geos; not_available selects usage without a geo.')
  inference_geos?: (typeof INFERENCE_GEOS)[number][] | null;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Rows per page, 1 to 1000.', { default: 20 })
  limit?: number;

  @Nullable()
  @IsArray()
  @IsString({ each: true })
  @Describe('Only usage of these models, by model name.')
  models?: string[] | null;

  @Optional()
  @IsIn(['asc', 'desc'])
  @Describe('Direction of order_by.', { default: 'desc' })
  order?: 'asc' | 'desc';

  @Ids('Only these child organizations; requires a key of the parent organization.')
  organization_ids?: string[] | null;

  @OneOf(PRODUCTS, 'Only usage of these products.')
  products?: (typeof PRODUCTS)[number][] | null;

  @Ids('Only usage by members who were in one of these RBAC groups on that day.')
  rbac_group_ids?: string[] | null;

  @OneOf(SERVICE_TIERS, 'Only usage of these service tiers (Console).')
  service_tiers?: (typeof SERVICE_TIERS)[number][] | null;

  @Ids('Only these sessions of managed agents (Console).')
  session_ids?: string[] | null;

  @Ids('Only usage from these Slack channels.')
  slack_channel_ids?: string[] | null;

  @OneOf(SPEEDS, 'Only usage at these speeds.')
  speeds?: (typeof SPEEDS)[number][] | null;

  @Ids('Only usage of these user profiles (Console).')
  user_profile_ids?: string[] | null;

  @Ids(msg`Only usage in these workspaces (Console), from ${action('workspaces_list')}.`)
  workspace_ids?: string[] | null;
}
