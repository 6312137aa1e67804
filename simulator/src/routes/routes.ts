import type { Method, Route } from '../http/route.js';
import { ANALYTICS_ROUTES } from './analytics.js';
import { API_KEY_ROUTES } from './api-keys.js';
import { COMPLIANCE_SETTINGS_ROUTES } from './compliance-settings.js';
import { EXTERNAL_KEY_ROUTES } from './external-keys.js';
import { EXTERNAL_STORAGE_ROUTES } from './external-storage.js';
import { GOOGLE_DATA_CONTROLS_ROUTES } from './google-data-controls.js';
import { INCREASE_REQUEST_ROUTES } from './increase-requests.js';
import { INVITE_ROUTES } from './invites.js';
import { ORGANIZATION_ROUTES } from './organization.js';
import { RATE_LIMIT_ROUTES } from './rate-limits.js';
import { REPORT_ROUTES } from './reports.js';
import { SPEND_LIMIT_ROUTES } from './spend-limits.js';
import { TELEMETRY_COVERAGE_ROUTES } from './telemetry-coverage.js';
import { TELEMETRY_DESTINATION_ROUTES } from './telemetry-destinations.js';
import { USER_ROUTES } from './users.js';
import { WEBHOOK_ROUTES } from './webhooks.js';
import { WORKSPACE_MEMBER_ROUTES } from './workspace-members.js';
import { WORKSPACE_ROUTES } from './workspaces.js';

const consoleOnly = (routes: readonly Route[]): Route[] =>
  routes.map((route) => ({ ...route, consoleOnly: true }));

/** The routes of all operations. */
export const ROUTES: readonly Route[] = [
  ...ORGANIZATION_ROUTES,
  ...USER_ROUTES,
  ...INVITE_ROUTES,
  ...consoleOnly(WORKSPACE_ROUTES),
  ...consoleOnly(WORKSPACE_MEMBER_ROUTES),
  ...consoleOnly(API_KEY_ROUTES),
  ...consoleOnly(REPORT_ROUTES),
  ...consoleOnly(RATE_LIMIT_ROUTES),
  ...consoleOnly(EXTERNAL_KEY_ROUTES),
  ...consoleOnly(EXTERNAL_STORAGE_ROUTES),
  ...consoleOnly(GOOGLE_DATA_CONTROLS_ROUTES),
  ...COMPLIANCE_SETTINGS_ROUTES,
  ...SPEND_LIMIT_ROUTES,
  ...INCREASE_REQUEST_ROUTES,
  ...consoleOnly(TELEMETRY_DESTINATION_ROUTES),
  ...consoleOnly(TELEMETRY_COVERAGE_ROUTES),
  ...consoleOnly(WEBHOOK_ROUTES),
  ...ANALYTICS_ROUTES,
];

/** An operation that the simulator implements. */
export interface SimulatedOperation {
  readonly operation: string;
  readonly method: Method;
  readonly path: string;
}

/** All implemented operations: id in the contract, method and path template. */
export const SIMULATED_OPERATIONS: readonly SimulatedOperation[] = ROUTES.map(
  ({ operation, method, path }) => ({
    operation,
    method,
    path,
  }),
);
