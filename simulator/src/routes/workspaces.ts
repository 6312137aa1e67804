import type { FieldParser } from '../check/field.js';
import { either, fallback, nullable, optional } from '../check/field.js';
import { booleanText, oneOf, text } from '../check/scalars.js';
import { listOf, mapOf, shape } from '../check/shapes.js';
import { forbidden, invalid } from '../errors.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { archiveWorkspace, createWorkspace, listWorkspaces, updateWorkspace } from '../rules/workspaces.js';
import { workspaceOnWire } from '../wire/workspaces.js';
import { EXTERNAL_STORAGE_BETA } from './betas.js';
import { ID_CURSOR } from './lists.js';

const NAME = text({ min: 1, max: 40 });
const COLOR = text({ max: 7, pattern: /^#[0-9A-Fa-f]{6}$/ });
const GEO = oneOf(['global', 'us']);

/** An Admin key belongs to no user or service account, and only they can set this field; the 403 is assumed. */
const INFERENCE_DATA_PRIVACY: FieldParser<undefined> = (value, at) => {
  if (value === null) throw invalid(`${at}: cannot be null`);
  if (value !== undefined) throw forbidden(`${at}: an Admin API key cannot set this field.`);
};

const betaFields = { header: EXTERNAL_STORAGE_BETA.header, names: ['inference_data_privacy'] };

const RESIDENCY = {
  allowed_inference_geos: optional(
    nullable(either(oneOf(['unrestricted']), listOf(GEO), (value) => !Array.isArray(value))),
  ),
  default_inference_geo: optional(nullable(GEO)),
};

/** Workspaces, which can be archived but not deleted. */
export const WORKSPACE_ROUTES: readonly Route[] = [
  route(
    'workspaces.list',
    'GET /v1/organizations/workspaces',
    {
      query: {
        ...ID_CURSOR,
        'ids[]': optional(listOf(text(), { max: 100 })),
        include_archived: fallback(booleanText, false),
        include_default: fallback(booleanText, false),
      },
    },
    ({ organization, query }) => listWorkspaces(organization, query, workspaceOnWire),
  ),
  route(
    'workspaces.create',
    'POST /v1/organizations/workspaces',
    {
      betaFields,
      body: {
        name: NAME,
        display_color: optional(nullable(COLOR)),
        data_residency: optional(
          nullable(shape({ ...RESIDENCY, workspace_geo: optional(nullable(oneOf(['us']))) })),
        ),
        external_key_id: optional(nullable(text())),
        tags: optional(nullable(mapOf(text()))),
        user_profile_id: optional(nullable(text())),
        inference_data_privacy: INFERENCE_DATA_PRIVACY,
      },
    },
    ({ organization, body, now, ids }) => workspaceOnWire(createWorkspace(organization, body, now, ids)),
  ),
  route(
    'workspaces.retrieve',
    'GET /v1/organizations/workspaces/{workspace_id}',
    {},
    ({ organization, params }) => workspaceOnWire(organization.workspaces.mustFind(params.workspace_id)),
  ),
  route(
    'workspaces.update',
    'POST /v1/organizations/workspaces/{workspace_id}',
    {
      betaFields,
      body: {
        name: optional(NAME),
        display_color: optional(COLOR),
        data_residency: optional(nullable(shape(RESIDENCY))),
        external_key_id: optional(text()),
        tags: optional(nullable(mapOf(nullable(text())))),
        user_profile_id: optional(text()),
        inference_data_privacy: INFERENCE_DATA_PRIVACY,
      },
    },
    ({ organization, params, body }) =>
      workspaceOnWire(updateWorkspace(organization, params.workspace_id, body)),
  ),
  route(
    'workspaces.archive',
    'POST /v1/organizations/workspaces/{workspace_id}/archive',
    {},
    ({ organization, params, now }) =>
      workspaceOnWire(archiveWorkspace(organization, params.workspace_id, now)),
  ),
];
