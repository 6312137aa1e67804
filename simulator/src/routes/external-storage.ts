import { nullable, optional } from '../check/field.js';
import { text } from '../check/scalars.js';
import { listOf, tagged } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import {
  activateExternalStorage,
  createExternalStorage,
  deleteExternalStorage,
  findExternalStorage,
  renameExternalStorage,
} from '../rules/external-storage.js';
import { pageByToken } from '../state/pager.js';
import { externalStorageOnWire } from '../wire/external-storage.js';
import { EXTERNAL_STORAGE_BETA } from './betas.js';
import { pageCursor } from './lists.js';

const bucket = (pattern: RegExp) => text({ min: 3, max: 63, pattern });

const PROVIDER_CONFIG = tagged({
  aws: {
    account_id: text({ pattern: /^[0-9]{12}$/ }),
    bucket_name: bucket(/^[a-z0-9][a-z0-9-]*[a-z0-9]$/),
    region: text(),
  },
  gcp: {
    project_number: text({ pattern: /^[0-9]+$/ }),
    bucket_name: bucket(/^(?!goog)(?!.*google)[a-z0-9][a-z0-9-]*[a-z0-9]$/),
    region: text(),
  },
});

const ONE = '/v1/organizations/external_storage/{external_storage_id}';
const beta = EXTERNAL_STORAGE_BETA;

/** Buckets of the organization that receive inference data. That an Admin key is accepted is assumed. */
export const EXTERNAL_STORAGE_ROUTES: readonly Route[] = [
  route(
    'external_storage.list',
    'GET /v1/organizations/external_storage',
    { beta, query: { ...pageCursor(), 'user_profile_ids[]': optional(listOf(text(), { max: 10 })) } },
    ({ organization, query, pager }) => {
      const profiles = query['user_profile_ids[]'];
      return pageByToken(organization.externalStorage, pager, query.limit, externalStorageOnWire, {
        newestFirst: true,
        keep: ({ userProfileId }) => profiles?.includes(userProfileId ?? '') !== false,
      });
    },
  ),
  route(
    'external_storage.create',
    'POST /v1/organizations/external_storage',
    {
      beta,
      body: {
        provider_config: PROVIDER_CONFIG,
        display_name: optional(nullable(text())),
        user_profile_id: optional(nullable(text())),
      },
    },
    ({ organization, body, now, ids }) =>
      externalStorageOnWire(createExternalStorage(organization, body, now, ids)),
  ),
  route('external_storage.retrieve', `GET ${ONE}`, { beta }, ({ organization, params }) =>
    externalStorageOnWire(findExternalStorage(organization, params.external_storage_id)),
  ),
  route(
    'external_storage.update',
    `POST ${ONE}`,
    { beta, body: { display_name: nullable(text()) } },
    ({ organization, params, body, now }) =>
      externalStorageOnWire(
        renameExternalStorage(organization, params.external_storage_id, body.display_name, now),
      ),
  ),
  route('external_storage.delete', `DELETE ${ONE}`, { beta }, ({ organization, params }) => {
    deleteExternalStorage(organization, params.external_storage_id);
    return { id: params.external_storage_id, type: 'external_storage_deleted' };
  }),
  route('external_storage.activate', `POST ${ONE}/activate`, { beta }, ({ organization, params, now }) =>
    externalStorageOnWire(activateExternalStorage(organization, params.external_storage_id, now)),
  ),
];
