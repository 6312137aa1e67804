import { ArrayMaxSize, IsIn } from 'class-validator';
import {
  Describe,
  Id,
  IdList,
  ListOf,
  Nullable,
  DiscriminatedUnion,
  Optional,
  RequiredOrNull,
  Rule,
  action,
  msg,
} from '../../kit/catalog/index.js';
import { PagedInput } from '../shared.inputs.js';
import { Amount, PERIODS, type Period } from './amount.js';

/** Scopes of a limit; not all of them can be set. */
export const SCOPE_TYPES = [
  'organization',
  'organization_service',
  'rbac_group',
  'seat_tier',
  'usage_tier',
  'user',
  'workspace',
] as const;

/** The whole organization (Console organizations). */
export class OrganizationScope {
  @IsIn(['organization'])
  @Describe('organization: total spend of the organization (Console).')
  type: 'organization';
}

/** One member (Enterprise organizations). */
export class UserScope {
  @IsIn(['user'])
  @Describe('user: spend of one member (Enterprise).')
  type: 'user';

  @Id()
  @Describe(msg`Id of the member, from ${action('users_list')}.`)
  user_id: string;
}

/** One workspace (Console organizations). */
export class WorkspaceScope {
  @IsIn(['workspace'])
  @Describe('workspace: spend of one workspace (Console).')
  type: 'workspace';

  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;
}

const isShared = (scope: unknown): boolean =>
  scope instanceof OrganizationScope || scope instanceof WorkspaceScope;

/** Input of `spend_limits_get` and `spend_limits_delete`. */
export class SpendLimitIdInput {
  // /spend_limits/effective is another operation, so "effective" is not accepted as an id.
  @Rule('must be an id; "effective" is not one', (id) => id !== 'effective')
  @Id()
  @Describe(msg`Id of the spend limit, from ${action('spend_limits_list')}.`)
  spend_limit_id: string;
}

/** Input of `spend_limits_list`. */
export class SpendLimitsListInput extends PagedInput {
  @Nullable()
  @ArrayMaxSize(7)
  @ListOf(SCOPE_TYPES)
  @Describe('Only limits with these scopes. usage_tier is the limit set by Anthropic.')
  scope_type?: (typeof SCOPE_TYPES)[number][] | null;

  @Nullable()
  @Id()
  @Describe(msg`Only the limits of this workspace, from ${action('workspaces_list')}.`)
  workspace_id?: string | null;
}

/** Input of `spend_limits_set`. */
export class SpendLimitsSetInput {
  @Rule('must be a user if amount is null', (scope, { amount }) => amount !== null || !isShared(scope))
  @DiscriminatedUnion({ organization: OrganizationScope, user: UserScope, workspace: WorkspaceScope })
  @Describe(
    'What the limit applies to: a user in Enterprise organizations; the organization or a workspace in Console organizations.',
  )
  scope: OrganizationScope | UserScope | WorkspaceScope;

  @RequiredOrNull()
  @Amount()
  @Describe(
    msg`The limit in cents, as a string: "50000" is $500. null means unlimited and is valid for a user only; after ${action('spend_limits_delete')}, by contrast, an inherited limit applies.`,
    { examples: ['50000'] },
  )
  amount: string | null;

  @Optional()
  @Rule(
    'must be monthly for an organization or a workspace',
    (period, { scope }) => period === 'monthly' || !isShared(scope),
  )
  @IsIn([...PERIODS])
  @Describe('Period after which the limit resets; organization and workspace limits are monthly.')
  period?: Period;
}

/** Input of `effective_spend_limits_list`. */
export class EffectiveSpendLimitsListInput extends PagedInput {
  @Nullable()
  @ArrayMaxSize(3)
  @ListOf(PERIODS)
  @Describe('Only limits with these periods.')
  period?: Period[] | null;

  @Nullable()
  @ArrayMaxSize(100)
  @IdList()
  @Describe(msg`Only these members, at most 100 ids from ${action('users_list')}.`)
  user_ids?: string[] | null;
}
