import { jest } from '@jest/globals';
import { badRequest, refusal } from '../simulator/support/sdk.js';
import { bootDropInSdk } from './support/boot-sdk.js';

interface Refusal {
  readonly code: string | null;
}

/** What the connector refuses has a code of ours where the API has none. */
async function refusalAsByTheApi(promise: Promise<unknown>): Promise<object> {
  const told = (await refusal(promise)) as Refusal;
  return told.code?.startsWith('connector_') ? { ...told, code: null } : told;
}

// The suites of the simulator run as they stand; only what they boot is another.
jest.unstable_mockModule('../simulator/support/sdk.js', () => ({
  badRequest,
  refusal: refusalAsByTheApi,
  bootSdk: (_options: object, adminKey?: string) => bootDropInSdk(adminKey),
}));

await import('../simulator/sdk-analytics.spec.js');
await import('../simulator/sdk-api-keys.spec.js');
await import('../simulator/sdk-external-keys.spec.js');
await import('../simulator/sdk-invites.spec.js');
await import('../simulator/sdk-members.spec.js');
await import('../simulator/sdk-rate-limits.spec.js');
await import('../simulator/sdk-reports.spec.js');
await import('../simulator/sdk-sign-out.spec.js');
await import('../simulator/sdk-spend-limits.spec.js');
await import('../simulator/sdk-telemetry.spec.js');
await import('../simulator/sdk-webhooks.spec.js');
await import('../simulator/sdk-workspaces.spec.js');
