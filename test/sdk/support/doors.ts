import { bootDropInSdk } from '../../drop-in/support/boot-sdk.js';
import { bootSdk, refusal, type BootedSdk } from '../../simulator/support/sdk.js';

export { badRequest } from '../../simulator/support/sdk.js';

type Sdk = Pick<BootedSdk, 'simulator' | 'demo' | 'client' | 'organization' | 'beta'>;

/** A place that the official SDK can call, and what it gets there. */
interface Door {
  readonly door: string;
  bootSdk(options?: object, adminKey?: string): Promise<Sdk>;
  /** What a promise of the SDK is refused with: status, type, code. */
  refusal(promise: Promise<unknown>): Promise<object>;
}

/** The simulator itself, and the platform's drop-in in front of it: the SDK must not see a difference. */
export const DOORS: readonly Door[] = [
  { door: 'the simulator', bootSdk, refusal },
  {
    door: 'the drop-in',
    bootSdk: (_options, adminKey) => bootDropInSdk(adminKey),
    refusal: refusalAsByTheApi,
  },
];

/** What the connector refuses has a code of its own where the API has none. */
async function refusalAsByTheApi(promise: Promise<unknown>): Promise<object> {
  const refused = (await refusal(promise)) as { readonly code: string | null };
  return refused.code?.startsWith('connector_') ? { ...refused, code: null } : refused;
}
