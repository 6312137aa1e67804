import { IsIn, IsInt, Length, Max, Min } from 'class-validator';
import { Describe, Id, Nullable, Optional, action, msg } from '../../kit/catalog/index.js';
import { PageCursorInput } from '../shared.inputs.js';
import { ExternalKeyId } from './external-key-id.js';
import { IsKeyConfig, type KeyConfig } from './provider-config.inputs.js';

/** Input of `external_keys_get`, `external_keys_delete` and `external_keys_validate`. */
export class ExternalKeyIdInput {
  @ExternalKeyId()
  @Describe(msg`Id of the external key, from ${action('external_keys_list')}.`)
  external_key_id: string;
}

/** Input of `external_keys_list`. */
export class ExternalKeysListInput extends PageCursorInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  @Describe('Keys per page, 1 to 100.', { default: 20 })
  limit?: number;
}

/** Input of `external_keys_create`. */
export class ExternalKeysCreateInput {
  @IsKeyConfig()
  @Describe('Location of the key: AWS KMS, Google Cloud KMS or Azure Key Vault, each with its own fields.')
  provider_config: KeyConfig;

  @Nullable()
  @Length(1, 255)
  @Describe('Display name, 1 to 255 characters.', { examples: ['Tokyo vault'] })
  display_name?: string | null;

  @Optional()
  @IsIn(['us'])
  @Describe('Region the key is used in; must be us.')
  geo?: 'us';

  @Nullable()
  @Id()
  @Describe(
    'Id of the user profile that the key belongs to, if the key belongs to a customer of yours; it cannot be changed later. Omit it for your own key.',
  )
  user_profile_id?: string | null;
}

/** Input of `external_keys_update`. */
export class ExternalKeysUpdateInput {
  @ExternalKeyId()
  @Describe(msg`Id of the external key, from ${action('external_keys_list')}.`)
  external_key_id: string;

  @Nullable()
  @Length(1, 255)
  @Describe('New display name, 1 to 255 characters; null clears it.', { examples: ['Tokyo vault'] })
  display_name?: string | null;

  @Nullable()
  @IsIn(['us'])
  @Describe('Region the key is used in; must be us.')
  geo?: 'us' | null;

  @Nullable()
  @IsKeyConfig()
  @Describe(
    'New location of the key. Refused once a workspace uses the key; provider, and key_name of a Google Cloud key, cannot be changed.',
  )
  provider_config?: KeyConfig | null;
}
