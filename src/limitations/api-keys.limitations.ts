import { action, defineLimitation, msg } from '../kit/catalog/index.js';
import { CHECKED, CONSOLE_KEYS, REFERENCES } from './references.js';
import { withString } from './with-string.js';

/** The API has no operation that makes a key. */
export const apiKeysCreateUnsupported = defineLimitation({
  id: 'api_keys_create_unsupported',
  kind: 'unsupported',
  actions: ['api_keys_create'],
  title: 'API keys cannot be created through the Admin API',
  reason:
    'The Admin API has no operation that creates an API key, so that a secret is only ever shown to a person.',
  workaround: msg`Create the key in the Claude Console (${CONSOLE_KEYS}); then manage it here with ${action('api_keys_list')} and ${action('api_keys_update')}.`,
  reference: REFERENCES.adminApi,
  checked: CHECKED,
});

/** The API has no operation that deletes a key; archiving is final and does the same. */
export const apiKeysDeleteUnsupported = defineLimitation({
  id: 'api_keys_delete_unsupported',
  kind: 'unsupported',
  actions: ['api_keys_delete'],
  title: 'API keys cannot be deleted through the Admin API',
  reason:
    'The Admin API has no operation that deletes an API key; archiving one is final and stops it at once.',
  workaround: msg`Run ${action('api_keys_update')} with status "archived".`,
  reference: REFERENCES.adminApi,
  checked: CHECKED,
  alternative: (input) =>
    withString(input, 'api_key_id', (api_key_id) => ({
      actionId: 'api_keys_update',
      input: { api_key_id, status: 'archived' },
    })),
});
