import { action, defineLimitation, msg } from '../kit/catalog/index.js';
import { CHECKED, CONSOLE_KEYS, REFERENCES } from './references.js';
import { withString } from './with-string.js';

/** The API has no operation that creates a key. */
export const apiKeysCreateUnsupported = defineLimitation({
  id: 'api_keys_create_unsupported',
  kind: 'unsupported',
  actions: ['api_keys_create'],
  title: 'API keys cannot be created through the Admin API',
  reason: 'The Admin API has no operation that creates an API key, so only a person ever sees the secret.',
  workaround: msg`Create the key in the Claude Console (${CONSOLE_KEYS}); then manage it here with ${action('api_keys_list')} and ${action('api_keys_update')}.`,
  reference: REFERENCES.adminApi,
  checked: CHECKED,
});

/** The API has no operation that deletes a key; archiving is permanent and has the same effect. */
export const apiKeysDeleteUnsupported = defineLimitation({
  id: 'api_keys_delete_unsupported',
  kind: 'unsupported',
  actions: ['api_keys_delete'],
  title: 'API keys cannot be deleted through the Admin API',
  reason:
    'The Admin API has no operation that deletes an API key; archiving one is permanent and disables it immediately.',
  workaround: msg`Run ${action('api_keys_update')} with status "archived".`,
  reference: REFERENCES.adminApi,
  checked: CHECKED,
  alternative: (input) =>
    withString(input, 'api_key_id', (api_key_id) => ({
      actionId: 'api_keys_update',
      input: { api_key_id, status: 'archived' },
    })),
});
