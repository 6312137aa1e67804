import type { Route } from '../http/route.js';
import { route } from '../http/route.js';
import { addCovered, listCovered, removeCovered } from '../rules/telemetry-coverage.js';
import { listedOnWire } from '../wire/telemetry-destinations.js';
import { TELEMETRY_BETA } from './betas.js';
import { pageCursor } from './lists.js';

const FACTS = { beta: TELEMETRY_BETA, unrestricted: true } as const;

/** The workspaces that a telemetry destination covers. */
export const TELEMETRY_COVERAGE_ROUTES: readonly Route[] = [
  route(
    'telemetry_destinations.workspaces.list',
    'GET /v1/organizations/telemetry_destinations/{destination_id}/workspaces',
    { ...FACTS, query: pageCursor() },
    ({ organization, params: { destination_id: id }, query, pager }) =>
      listCovered(organization, id, query.limit, pager, (entry) => listedOnWire(id, entry)),
  ),
  route(
    'telemetry_destinations.workspaces.add',
    'POST /v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}',
    FACTS,
    ({ organization, params: { destination_id: id, workspace_id }, now }) =>
      listedOnWire(id, addCovered(organization, id, workspace_id, now)),
  ),
  route(
    'telemetry_destinations.workspaces.remove',
    'DELETE /v1/organizations/telemetry_destinations/{destination_id}/workspaces/{workspace_id}',
    FACTS,
    ({ organization, params: { destination_id: id, workspace_id } }) => {
      removeCovered(organization, id, workspace_id);
      return { type: 'telemetry_destination_workspace_deleted', telemetry_destination_id: id, workspace_id };
    },
  ),
];
