import { oneOf, readEnvironment, whole } from '../config/environment.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The environment variables of approvals. */
export const APPROVAL_VARIABLES = {
  APPROVALS_WAIT_MS: whole(60_000, 30 * DAY_MS, DAY_MS),
  APPROVALS_PER_REQUESTER: whole(1, 10_000, 50),
  APPROVALS_PER_TENANT: whole(1, 100_000, 1_000),
  APPROVALS_KEEP_DAYS: whole(1, 3_650, 365),
  AUDIT_RECORD_BEFORE: oneOf(['off', 'on'], 'off'),
};

/** What an operator configures for approvals. */
export interface ApprovalLimits {
  readonly waitMs: number;
  readonly perRequester: number;
  readonly perTenant: number;
  readonly keepMs: number;
  /** Whether the entry of a write holds what was there before, which takes further reads. */
  readonly recordsBefore: boolean;
}

/**
 * Reads the settings from environment variables.
 * @throws SettingsError that names the invalid variable and shows a valid value.
 */
export function approvalLimitsFrom(env: NodeJS.ProcessEnv): ApprovalLimits {
  const values = readEnvironment(APPROVAL_VARIABLES, env);
  return {
    waitMs: values.APPROVALS_WAIT_MS,
    perRequester: values.APPROVALS_PER_REQUESTER,
    perTenant: values.APPROVALS_PER_TENANT,
    keepMs: values.APPROVALS_KEEP_DAYS * DAY_MS,
    recordsBefore: values.AUDIT_RECORD_BEFORE === 'on',
  };
}
