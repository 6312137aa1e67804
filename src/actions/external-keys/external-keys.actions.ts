import {
  CREATE,
  DELETE,
  READ,
  UPDATE,
  action,
  defineAction,
  msg,
  type ReadyAction,
  defineResource,
  field,
} from '../../kit/catalog/index.js';
import {
  ExternalKeyIdInput,
  ExternalKeysCreateInput,
  ExternalKeysListInput,
  ExternalKeysUpdateInput,
} from './external-keys.inputs.js';
import {
  foreseeExternalKey,
  foreseeExternalKeyDelete,
  foreseeExternalKeyUpdate,
} from './external-keys.foresight.js';

/** Sample id for examples. */
export const EXTERNAL_KEY_ID = 'ekey_01TokyoVaultExample';

const show = ({ external_key_id }: ExternalKeyIdInput): ReadyAction => ({
  actionId: 'external_keys_get',
  input: { external_key_id },
});

/** Customer-managed keys that encrypt the data of workspaces (CMEK). */
export const externalKeys = defineResource({
  group: {
    id: 'external_keys',
    title: 'External keys',
    description: 'Customer-managed encryption keys (CMEK).',
  },
  packs: ['keys'],
  samples: { external_key_id: EXTERNAL_KEY_ID },
  finders: { external_key_id: { actionId: 'external_keys_list' } },
  actions: [
    defineAction({
      id: 'external_keys_create',
      operation: 'external_keys.create',
      title: 'Register a customer-managed encryption key (CMEK)',
      description: msg`Registers a key of AWS KMS, Google Cloud KMS or Azure Key Vault. It encrypts nothing yet: run ${action('external_keys_validate')}, then pass its id to ${action('workspaces_create')} or ${action('workspaces_update')}.`,
      route: 'POST /v1/organizations/external_keys',
      input: ExternalKeysCreateInput,
      example: {
        provider_config: {
          type: 'aws',
          kms_arn: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
        display_name: 'Virginia vault',
      },
      effect: CREATE,
      foresee: foreseeExternalKey,
      output: 'ExternalKey',
      verify: () => ({ actionId: 'external_keys_list', input: { limit: 100 } }),
    }),
    defineAction({
      id: 'external_keys_get',
      operation: 'external_keys.retrieve',
      title: 'Show one external key',
      description: msg`Returns the location of a key and whether a workspace, active or archived, is attached to it. To test whether it works, use ${action('external_keys_validate')}.`,
      route: 'GET /v1/organizations/external_keys/{external_key_id}',
      input: ExternalKeyIdInput,
      example: { external_key_id: EXTERNAL_KEY_ID },
      effect: READ,
      output: 'ExternalKey',
    }),
    defineAction({
      id: 'external_keys_list',
      operation: 'external_keys.list',
      title: 'List external keys',
      description: 'Returns the registered encryption keys, newest first, one page at a time.',
      route: 'GET /v1/organizations/external_keys',
      input: ExternalKeysListInput,
      example: { limit: 20 },
      effect: READ,
      output: 'ExternalKeyCursorPage',
      paging: 'page_cursor',
    }),
    defineAction({
      id: 'external_keys_update',
      operation: 'external_keys.update',
      title: 'Update an external key',
      keywords: ['rotate'],
      description:
        'Updates the given fields. The name can always be changed; geo and provider_config only until a workspace uses the key. To move a workspace to another key, register a new one.',
      about:
        'Updates the given fields. The name can always be changed; the region and the location of the key only until a workspace uses it. To move a workspace to another key, register a new one.',
      route: 'POST /v1/organizations/external_keys/{external_key_id}',
      input: ExternalKeysUpdateInput,
      example: { external_key_id: EXTERNAL_KEY_ID, display_name: 'Tokyo vault' },
      effect: UPDATE,
      foresee: foreseeExternalKeyUpdate,
      output: 'ExternalKey',
      verify: show,
    }),
    defineAction({
      id: 'external_keys_delete',
      operation: 'external_keys.delete',
      title: 'Delete an external key',
      description: msg`Permanently removes the registration; the key itself remains in your KMS. Refused while any workspace, active or archived, is attached to it or the workspace policy allows it. Check first with ${action('external_keys_get')}.`,
      deed: msg`Delete external key ${field('external_key_id')}`,
      route: 'DELETE /v1/organizations/external_keys/{external_key_id}',
      input: ExternalKeyIdInput,
      example: { external_key_id: EXTERNAL_KEY_ID },
      effect: DELETE,
      foresee: foreseeExternalKeyDelete,
      output: 'ExternalKeyDeleteResponse',
      verify: show,
    }),
    defineAction({
      id: 'external_keys_validate',
      operation: 'external_keys.validate',
      title: 'Test whether an external key works',
      description:
        'Encrypts and decrypts test data with the key, which takes up to 30 seconds: set the deadline of the invocation accordingly. The response reports success, or failure with the reason. Changes nothing and can be repeated. Not available on Claude Platform on AWS.',
      about:
        'Encrypts and decrypts test data with the key, which takes up to 30 seconds. The response reports success, or failure with the reason. Changes nothing and can be repeated. Not available on Claude Platform on AWS.',
      route: 'POST /v1/organizations/external_keys/{external_key_id}/validate',
      input: ExternalKeyIdInput,
      example: { external_key_id: EXTERNAL_KEY_ID },
      effect: READ,
      output: 'ExternalKeyValidateResponse',
    }),
  ],
});
