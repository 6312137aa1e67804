import { IsIn, Length } from 'class-validator';
import { Describe, Id, Nullable, Optional, action, msg } from '../../kit/catalog/index.js';
import { IdCursorInput } from '../shared.inputs.js';

/** Statuses of an API key; a key becomes `expired` by itself. */
export const API_KEY_STATUSES = ['active', 'archived', 'expired', 'inactive'] as const;

/** Statuses that can be set. */
export const SETTABLE_API_KEY_STATUSES = ['active', 'archived', 'inactive'] as const;

/** Input of `api_keys_get` and `api_keys_delete`. */
export class ApiKeyIdInput {
  @Id()
  @Describe(msg`Id of the API key, from ${action('api_keys_list')}.`)
  api_key_id: string;
}

/** Input of `api_keys_list`. */
export class ApiKeysListInput extends IdCursorInput {
  @Nullable()
  @Id()
  @Describe(msg`Only keys created by this member, from ${action('users_list')}.`)
  created_by_user_id?: string | null;

  @Nullable()
  @IsIn([...API_KEY_STATUSES])
  @Describe('Only keys with this status.')
  status?: (typeof API_KEY_STATUSES)[number] | null;

  @Nullable()
  @Id()
  @Describe(msg`Only keys of this workspace, from ${action('workspaces_list')}.`)
  workspace_id?: string | null;
}

/** Input of `api_keys_update`. */
export class ApiKeysUpdateInput {
  @Id()
  @Describe(msg`Id of the API key, from ${action('api_keys_list')}.`)
  api_key_id: string;

  @Nullable()
  @Length(1, 500)
  @Describe('New name, 1 to 500 characters.', { examples: ['Nightly batch'] })
  name?: string | null;

  @Nullable()
  @IsIn([...SETTABLE_API_KEY_STATUSES])
  @Describe('active and inactive are reversible; archived is permanent. An expired key can only be archived.')
  status?: (typeof SETTABLE_API_KEY_STATUSES)[number] | null;
}

/** Input of `api_keys_create`, which the API does not offer. */
export class ApiKeysCreateInput {
  @Optional()
  @Length(1, 500)
  @Describe('Name of the key to create.', { examples: ['Nightly batch'] })
  name?: string;

  @Optional()
  @Id()
  @Describe(msg`Workspace of the key to create, from ${action('workspaces_list')}.`)
  workspace_id?: string;
}
