import type { Method, Route } from '../http/route.js';
import { API_KEY_ROUTES } from './api-keys.js';
import { INVITE_ROUTES } from './invites.js';
import { ORGANIZATION_ROUTES } from './organization.js';
import { REPORT_ROUTES } from './reports.js';
import { USER_ROUTES } from './users.js';
import { WORKSPACE_MEMBER_ROUTES } from './workspace-members.js';
import { WORKSPACE_ROUTES } from './workspaces.js';

/** Every operation, as code. */
export const ROUTES: readonly Route[] = [
  ...ORGANIZATION_ROUTES,
  ...USER_ROUTES,
  ...INVITE_ROUTES,
  ...WORKSPACE_ROUTES,
  ...WORKSPACE_MEMBER_ROUTES,
  ...API_KEY_ROUTES,
  ...REPORT_ROUTES,
];

/** An operation that the simulator answers. */
export interface SimulatedOperation {
  readonly operation: string;
  readonly method: Method;
  readonly path: string;
}

/** Every operation, as data: its id in the contract, its method and its path template. */
export const SIMULATED_OPERATIONS: readonly SimulatedOperation[] = ROUTES.map(
  ({ operation, method, path }) => ({
    operation,
    method,
    path,
  }),
);
