import { nullable, optional } from '../check/field.js';
import { boolean, integer, oneOf, text } from '../check/scalars.js';
import { listOf, mapOf, shape, tagged } from '../check/shapes.js';
import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import {
  createDestination,
  deleteDestination,
  listDestinations,
  testDestination,
  updateDestination,
} from '../rules/telemetry-destinations.js';
import { destinationOnWire } from '../wire/telemetry-destinations.js';
import { TELEMETRY_BETA } from './betas.js';
import { pageCursor } from './lists.js';

const FACTS = { beta: TELEMETRY_BETA, unrestricted: true } as const;
const URL_TEXT = text({ min: 1, max: 2_048 });
const DISPLAY_NAME = optional(nullable(text({ min: 1, max: 255 })));
const IDS = { workspace_ids: optional(listOf(text(), { max: 100 })) };
const WORKSPACES = tagged({ all: {}, include: IDS, exclude: IDS });
const TRACES = shape({
  content_mode: optional(nullable(oneOf(['metadata_only', 'content']))),
  enabled: optional(boolean),
  endpoint_url: optional(nullable(text())),
  max_content_bytes: optional(nullable(integer({ min: 1 }))),
});

/** Telemetry destinations: OpenTelemetry endpoints. */
export const TELEMETRY_DESTINATION_ROUTES: readonly Route[] = [
  route(
    'telemetry_destinations.list',
    'GET /v1/organizations/telemetry_destinations',
    {
      ...FACTS,
      query: { ...pageCursor(), 'workspace_ids[]': optional(listOf(text(), { max: 100 })) },
    },
    ({ organization, query, pager }) =>
      listDestinations(organization, query['workspace_ids[]'], query.limit, pager, destinationOnWire),
  ),
  route(
    'telemetry_destinations.create',
    'POST /v1/organizations/telemetry_destinations',
    {
      ...FACTS,
      body: {
        endpoint_url: URL_TEXT,
        workspaces: WORKSPACES,
        display_name: DISPLAY_NAME,
        headers: optional(mapOf(text(), { max: 20 })),
        traces: optional(TRACES),
      },
    },
    ({ organization, body, now, ids }) => destinationOnWire(createDestination(organization, body, now, ids)),
  ),
  route(
    'telemetry_destinations.retrieve',
    'GET /v1/organizations/telemetry_destinations/{destination_id}',
    FACTS,
    ({ organization, params }) =>
      destinationOnWire(organization.telemetryDestinations.mustFind(params.destination_id)),
  ),
  route(
    'telemetry_destinations.update',
    'POST /v1/organizations/telemetry_destinations/{destination_id}',
    {
      ...FACTS,
      body: {
        endpoint_url: optional(URL_TEXT),
        workspaces: optional(WORKSPACES),
        display_name: DISPLAY_NAME,
        headers: optional(nullable(mapOf(nullable(text()), { max: 20 }))),
        state: optional(tagged({ enabled: {}, disabled: {} })),
        traces: optional(nullable(TRACES)),
      },
    },
    ({ organization, params, body, now }) =>
      destinationOnWire(updateDestination(organization, params.destination_id, body, now)),
  ),
  route(
    'telemetry_destinations.delete',
    'DELETE /v1/organizations/telemetry_destinations/{destination_id}',
    FACTS,
    ({ organization, params: { destination_id: id } }) => {
      deleteDestination(organization, id);
      return { id, type: 'telemetry_destination_deleted' };
    },
  ),
  route(
    'telemetry_destinations.test',
    'POST /v1/organizations/telemetry_destinations/{destination_id}/test',
    FACTS,
    ({ organization, params, now }) => {
      const error = testDestination(organization, params.destination_id, now);
      const result = error === null ? { type: 'success' } : { type: 'failure', error };
      return { type: 'telemetry_destination_test', result };
    },
  ),
];
