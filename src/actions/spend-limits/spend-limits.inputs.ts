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

/** What a limit can apply to; not all of them can be set. */
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
  @Describe('organization: all that the organization spends (Console).')
  type: 'organization';
}

/** One member (Enterprise organizations). */
export class UserScope {
  @IsIn(['user'])
  @Describe('user: what one member spends (Enterprise).')
  type: 'user';

  @Id()
  @Describe(msg`Id of the member, from ${action('users_list')}.`)
  user_id: string;
}

/** One workspace (Console organizations). */
export class WorkspaceScope {
  @IsIn(['workspace'])
  @Describe('workspace: what one workspace spends (Console).')
  type: 'workspace';

  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;
}

const isShared = (scope: unknown): boolean =>
  scope instanceof OrganizationScope || scope instanceof WorkspaceScope;

/** Input of `spend_limits_get` and `spend_limits_delete`. */
export class SpendLimitIdInput {
  // /spend_limits/effective is another operation, and no id may lead there.
  @Rule('must be an id, and "effective" is none', (id) => id !== 'effective')
  @Id()
  @Describe(msg`Id of the spend limit, from ${action('spend_limits_list')}.`)
  spend_limit_id: string;
}

/** Input of `spend_limits_list`. */
export class SpendLimitsListInput extends PagedInput {
  @Nullable()
  @ArrayMaxSize(7)
  @ListOf(SCOPE_TYPES)
  @Describe('Only limits on these scopes. usage_tier is the cap that Anthropic sets itself.')
  scope_type?: (typeof SCOPE_TYPES)[number][] | null;

  @Nullable()
  @Id()
  @Describe('Only the limits of this workspace.')
  workspace_id?: string | null;
}

/** Input of `spend_limits_set`. */
export class SpendLimitsSetInput {
  @Rule('must be a user where amount is null', (scope, { amount }) => amount !== null || !isShared(scope))
  @DiscriminatedUnion({ organization: OrganizationScope, user: UserScope, workspace: WorkspaceScope })
  @Describe(
    'What the limit applies to. Enterprise organizations set it on a user; Console organizations on the organization or on a workspace.',
  )
  scope: OrganizationScope | UserScope | WorkspaceScope;

  @RequiredOrNull()
  @Amount()
  @Describe(
    msg`The limit in cents, as text: "50000" is $500. null means no limit at all, which only a user can have: it is not the same as ${action('spend_limits_delete')}, after which an inherited limit counts.`,
    { examples: ['50000'] },
  )
  amount: string | null;

  @Optional()
  @Rule(
    'must be monthly for an organization or a workspace',
    (period, { scope }) => period === 'monthly' || !isShared(scope),
  )
  @IsIn([...PERIODS])
  @Describe('Period after which the limit starts anew; organization and workspace limits are monthly.')
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
  @Describe('Only these members, 100 ids at the most.')
  user_ids?: string[] | null;
}
