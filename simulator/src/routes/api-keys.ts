import { emptyAsAbsent, nullable, optional } from '../check/field.js';
import { oneOf, text } from '../check/scalars.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { listApiKeys, updateApiKey } from '../rules/api-keys.js';
import { apiKeyOnWire } from '../wire/api-keys.js';
import { ID_CURSOR } from './lists.js';

/** API keys; the API can neither create nor delete them. */
export const API_KEY_ROUTES: readonly Route[] = [
  route(
    'api_keys.list',
    'GET /v1/organizations/api_keys',
    {
      query: {
        ...ID_CURSOR,
        created_by_user_id: emptyAsAbsent(text()),
        status: emptyAsAbsent(oneOf(['active', 'archived', 'expired', 'inactive'])),
        workspace_id: emptyAsAbsent(text()),
      },
    },
    (call) => listApiKeys(call.organization, call.query, call.now, (key) => apiKeyOnWire(key, call)),
  ),
  route('api_keys.retrieve', 'GET /v1/organizations/api_keys/{api_key_id}', {}, (call) =>
    apiKeyOnWire(call.organization.apiKeys.mustFind(call.params.api_key_id), call),
  ),
  route(
    'api_keys.update',
    'POST /v1/organizations/api_keys/{api_key_id}',
    {
      body: {
        name: optional(nullable(text({ min: 1, max: 500 }))),
        status: optional(nullable(oneOf(['active', 'archived', 'inactive']))),
      },
    },
    (call) => {
      const { organization, params, body, now } = call;
      return apiKeyOnWire(updateApiKey(organization, params.api_key_id, body, now), call);
    },
  ),
];
