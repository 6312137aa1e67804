import { ArrayMaxSize, IsBoolean, IsIn, Length, Matches } from 'class-validator';
import {
  Describe,
  Id,
  IdList,
  IsLiteralOrListOf,
  IsStringMap,
  Nested,
  Nullable,
  Optional,
  action,
  all,
  msg,
} from '../../kit/catalog/index.js';
import { ExternalKeyId } from '../external-keys/external-key-id.js';
import { EmptyInput, IdCursorInput } from '../shared.inputs.js';

const INFERENCE_GEOS = ['global', 'us'] as const;
type InferenceGeo = (typeof INFERENCE_GEOS)[number];

const COLOR = /^#[0-9A-Fa-f]{6}$/;
const Color = (): PropertyDecorator =>
  Matches(COLOR, { message: '$property must be a color such as #6C5BB9 (#RRGGBB)' });

/** A field that the API has and an Admin key cannot set: a limitation refuses it whatever it holds. */
const InferenceDataPrivacy = (): PropertyDecorator =>
  all(
    Nullable(),
    Nested(() => EmptyInput),
    Describe(
      'Not available with an Admin key: it takes an API key of a user or a service account, or an OAuth token. Omit it.',
    ),
  );

/** Where a workspace runs inference; can be changed later. */
export class DataResidencyUpdate {
  @Nullable()
  @IsLiteralOrListOf('unrestricted', INFERENCE_GEOS)
  @Describe('Where inference can run: "unrestricted", or a list of geos.')
  allowed_inference_geos?: 'unrestricted' | InferenceGeo[] | null;

  @Nullable()
  @IsIn([...INFERENCE_GEOS])
  @Describe('Where inference runs by default; a request can override it.')
  default_inference_geo?: InferenceGeo | null;
}

/** Where a workspace runs inference and stores data. */
export class DataResidencyCreate extends DataResidencyUpdate {
  @Nullable()
  @IsLiteralOrListOf('unrestricted', INFERENCE_GEOS)
  @Describe('Where inference can run: "unrestricted", or a list of geos.', { default: 'unrestricted' })
  declare allowed_inference_geos?: 'unrestricted' | InferenceGeo[] | null;

  @Nullable()
  @IsIn(['us'])
  @Describe('Where data is stored; it cannot be changed later.')
  workspace_geo?: 'us' | null;
}

/** Input of `workspaces_get`, `workspaces_archive` and `workspaces_delete`. */
export class WorkspaceIdInput {
  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;
}

/** Input of `workspaces_list`. */
export class WorkspacesListInput extends IdCursorInput {
  @Optional()
  @ArrayMaxSize(100)
  @IdList()
  @Describe('Only these workspaces, at most 100 ids; unknown ids are ignored.')
  ids?: string[];

  @Optional()
  @IsBoolean()
  @Describe('Whether to include archived workspaces.', { default: false })
  include_archived?: boolean;

  @Optional()
  @IsBoolean()
  @Describe('Whether to include the default workspace.', { default: false })
  include_default?: boolean;
}

/** Input of `workspaces_create`. */
export class WorkspacesCreateInput {
  @Length(1, 40)
  @Describe('Name, 1 to 40 characters.', { examples: ['Research'] })
  name: string;

  @Nullable()
  @Nested(() => DataResidencyCreate)
  @Describe('Where the workspace runs inference and stores data.')
  data_residency?: DataResidencyCreate | null;

  @Nullable()
  @Color()
  @Describe('Color in the Claude Console, #RRGGBB.', { maxLength: 7 })
  display_color?: string | null;

  @Nullable()
  @ExternalKeyId()
  @Describe(
    msg`Id of the external key (CMEK) that encrypts the workspace, from ${action('external_keys_list')}; it cannot be changed later.`,
  )
  external_key_id?: string | null;

  @Nullable()
  @IsStringMap({ nullable: false })
  @Describe('Custom key-value labels; keys must not start with "anthropic".')
  tags?: Record<string, string> | null;

  @Nullable()
  @Id()
  @Describe('Id of the user profile of the workspace; it cannot be changed later.')
  user_profile_id?: string | null;

  @InferenceDataPrivacy()
  inference_data_privacy?: EmptyInput | null;
}

/** Input of `workspaces_update`. */
export class WorkspacesUpdateInput {
  @Id()
  @Describe(msg`Id of the workspace, from ${action('workspaces_list')}.`)
  workspace_id: string;

  @Nullable()
  @Nested(() => DataResidencyUpdate)
  @Describe('Where inference runs; the location of data cannot be changed.')
  data_residency?: DataResidencyUpdate | null;

  @Optional()
  @Color()
  @Describe('Color in the Claude Console, #RRGGBB.', { maxLength: 7 })
  display_color?: string;

  @Optional()
  @ExternalKeyId()
  @Describe(
    msg`Id of the external key (CMEK) that encrypts the workspace, from ${action('external_keys_list')}; it can be set once.`,
  )
  external_key_id?: string;

  @Optional()
  @Length(1, 40)
  @Describe('New name, 1 to 40 characters.', { examples: ['Research'] })
  name?: string;

  @Nullable()
  @IsStringMap({ nullable: true })
  @Describe('Labels to set; null removes a label. Keys must not start with "anthropic".')
  tags?: Record<string, string | null> | null;

  @Optional()
  @Id()
  @Describe('Id of the user profile of the workspace; it can be set once.')
  user_profile_id?: string;

  @InferenceDataPrivacy()
  inference_data_privacy?: EmptyInput | null;
}
