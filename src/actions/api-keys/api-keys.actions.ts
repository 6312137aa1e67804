import {
  CREATE,
  DELETE,
  READ,
  action,
  defineAction,
  defineComposedAction,
  defineLimitedAction,
  msg,
  defineResource,
  destructiveUpdateWhen,
  field,
} from '../../kit/catalog/index.js';
import { USER_ID } from '../users/users.actions.js';
import { WORKSPACE_ID } from '../workspaces/workspaces.actions.js';
import {
  ApiKeyIdInput,
  ApiKeysCreateInput,
  ApiKeysListInput,
  ApiKeysUpdateInput,
} from './api-keys.inputs.js';
import { keyHygiene } from './key-hygiene.js';
import { ApiKeysHygieneInput } from './key-hygiene.inputs.js';
import { ApiKeysHygiene } from './key-hygiene.outputs.js';
import { foreseeKeyUpdate } from './api-keys.foresight.js';

/** Sample id for examples. */
export const API_KEY_ID = 'apikey_01BatchJobExample';

/** The field is null for a key of the default workspace and for one of the whole organization; the scope tells them apart. */
const WORKSPACE_IN_SCOPE = { workspace_id: 'see the scope' };

/** API keys: their metadata and status. The secret of a key is never returned. */
export const apiKeys = defineResource({
  group: {
    id: 'api_keys',
    title: 'API keys',
    description: 'Names and status of API keys; their secrets are never returned.',
  },
  packs: ['keys'],
  samples: { api_key_id: API_KEY_ID, created_by_user_id: USER_ID },
  finders: {
    api_key_id: { actionId: 'api_keys_list' },
    created_by_user_id: { actionId: 'users_list', by: 'email' },
  },
  actions: [
    defineAction({
      id: 'api_keys_get',
      operation: 'api_keys.retrieve',
      title: 'Show one API key',
      description: 'Returns the name, status, workspace, owner and expiry of one key, never its secret.',
      route: 'GET /v1/organizations/api_keys/{api_key_id}',
      input: ApiKeyIdInput,
      example: { api_key_id: API_KEY_ID },
      effect: READ,
      output: 'APIKey',
      outputNulls: WORKSPACE_IN_SCOPE,
    }),
    defineAction({
      id: 'api_keys_list',
      operation: 'api_keys.list',
      title: 'List API keys',
      keywords: ['export', 'unused keys'],
      description:
        'Returns the keys of workspaces, members and service accounts, one page at a time. Filter by status, workspace_id or created_by_user_id.',
      about:
        'Returns the keys of workspaces, members and service accounts, one page at a time. Filter by status, workspace or creator.',
      route: 'GET /v1/organizations/api_keys',
      input: ApiKeysListInput,
      example: { status: 'active', limit: 20 },
      effect: READ,
      output: 'APIKeyIdPage',
      outputNulls: WORKSPACE_IN_SCOPE,
      paging: 'id_cursor',
    }),
    defineAction({
      id: 'api_keys_update',
      operation: 'api_keys.update',
      title: 'Rename an API key or change its status',
      keywords: ['revoke', 'disable', 'deactivate', 'rotate', 'turn off'],
      description:
        'Sets the name, the status or both. inactive disables a key and active enables it again; archived is permanent and is how a key is deleted. The API cannot create keys: use the Claude Console.',
      deed: msg`Archive API key ${field('api_key_id')}`,
      route: 'POST /v1/organizations/api_keys/{api_key_id}',
      input: ApiKeysUpdateInput,
      example: { api_key_id: API_KEY_ID, status: 'inactive' },
      effect: destructiveUpdateWhen('status', 'archived'),
      foresee: foreseeKeyUpdate,
      output: 'APIKey',
      outputNulls: WORKSPACE_IN_SCOPE,
      verify: ({ api_key_id }) => ({ actionId: 'api_keys_get', input: { api_key_id } }),
    }),
    defineComposedAction({
      id: 'api_keys_hygiene',
      title: 'Find API keys that need attention',
      keywords: [
        'unused keys',
        'stale',
        'audit',
        'orphaned',
        'rotation',
        'offboarding',
        'security',
        'last used',
      ],
      description: msg`Returns the keys with findings, the most urgent first: of people who left, active but unused in the days read, that expire soon, have expired, are inactive or old. Each has its owner, workspace, last use, spend, age and expiry, and each finding the next step, ready to run with ${action('api_keys_update')}: set an active key inactive (this can be undone), archive it later (permanent). It changes nothing itself. Use is known for the days read only (days, 90 by default). For all fields of a key, use ${action('api_keys_list')}.`,
      about: msg`Shows the keys that need attention, the most urgent first: of people who left, active but unused, that expire soon, have expired, are inactive or old. It changes nothing; ${action('api_keys_update')} does.`,
      input: ApiKeysHygieneInput,
      example: { days: 90, limit: 20 },
      effect: READ,
      output: ApiKeysHygiene,
      itemsField: 'rows',
      paging: 'page_cursor',
      outputUnits: { amount: 'cents', amount_usd: 'dollars' },
      handler: keyHygiene,
    }),
    defineLimitedAction({
      id: 'api_keys_create',
      title: 'Create an API key',
      keywords: ['rotate', 'new key'],
      description: 'Not available in the Admin API: a person creates keys in the Claude Console.',
      askedAs: 'POST /v1/organizations/api_keys',
      input: ApiKeysCreateInput,
      example: { name: 'Nightly batch', workspace_id: WORKSPACE_ID },
      effect: CREATE,
      limitation: 'api_keys_create_unsupported',
    }),
    defineLimitedAction({
      id: 'api_keys_delete',
      title: 'Delete an API key',
      keywords: ['revoke', 'disable', 'deactivate'],
      description: msg`Not available in the Admin API: the response holds ${action('api_keys_update')} with status archived, ready to run.`,
      about: msg`The Admin API cannot delete a key. The alternative is ${action('api_keys_update')}, with the status Archived.`,
      askedAs: 'DELETE /v1/organizations/api_keys/{api_key_id}',
      input: ApiKeyIdInput,
      example: { api_key_id: API_KEY_ID },
      effect: DELETE,
      limitation: 'api_keys_delete_unsupported',
    }),
  ],
});
