import { fallback, nullable, optional } from '../check/field.js';
import { oneOf, text } from '../check/scalars.js';
import { tagged } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import {
  createExternalKey,
  deleteExternalKey,
  updateExternalKey,
  validateExternalKey,
} from '../rules/external-keys.js';
import { pageByToken } from '../state/pager.js';
import { externalKeyOnWire } from '../wire/external-keys.js';
import { pageCursor } from './lists.js';

const DISPLAY_NAME = optional(nullable(text({ min: 1, max: 255 })));
const PROVIDER_CONFIG = tagged({
  aws: { kms_arn: text({ max: 2_048 }), region: optional(nullable(text())) },
  gcp: { key_name: text() },
  azure: { key_name: text(), tenant_id: text(), vault_uri: text(), client_id: optional(nullable(text())) },
});

/** Customer-managed encryption keys. */
export const EXTERNAL_KEY_ROUTES: readonly Route[] = [
  route(
    'external_keys.list',
    'GET /v1/organizations/external_keys',
    { query: pageCursor(100) },
    ({ organization, query, pager }) =>
      pageByToken(
        organization.externalKeys,
        pager,
        query.limit,
        (key) => externalKeyOnWire(organization, key),
        { newestFirst: true },
      ),
  ),
  route(
    'external_keys.create',
    'POST /v1/organizations/external_keys',
    {
      body: {
        provider_config: PROVIDER_CONFIG,
        display_name: DISPLAY_NAME,
        geo: fallback(oneOf(['us']), 'us'),
        user_profile_id: optional(nullable(text())),
      },
    },
    ({ organization, body, now, ids }) =>
      externalKeyOnWire(organization, createExternalKey(organization, body, now, ids)),
  ),
  route(
    'external_keys.retrieve',
    'GET /v1/organizations/external_keys/{external_key_id}',
    {},
    ({ organization, params }) =>
      externalKeyOnWire(organization, organization.externalKeys.mustFind(params.external_key_id)),
  ),
  route(
    'external_keys.update',
    'POST /v1/organizations/external_keys/{external_key_id}',
    {
      body: {
        provider_config: optional(nullable(PROVIDER_CONFIG)),
        display_name: DISPLAY_NAME,
        geo: optional(nullable(oneOf(['us']))),
      },
    },
    ({ organization, params, body, now }) =>
      externalKeyOnWire(organization, updateExternalKey(organization, params.external_key_id, body, now)),
  ),
  route(
    'external_keys.delete',
    'DELETE /v1/organizations/external_keys/{external_key_id}',
    {},
    ({ organization, params: { external_key_id: id } }) => {
      deleteExternalKey(organization, id);
      return { id, type: 'external_key_deleted' };
    },
  ),
  route(
    'external_keys.validate',
    'POST /v1/organizations/external_keys/{external_key_id}/validate',
    {},
    ({ organization, params }) => ({
      type: 'external_key_validation',
      ...validateExternalKey(organization, params.external_key_id),
    }),
  ),
];
