import Anthropic from '@anthropic-ai/sdk';
import { DEMO_ADMIN_KEY } from '../../../simulator/src/index.js';
import type { SimulatorOptions } from '../../../simulator/src/index.js';
import type { Booted } from './boot.js';
import { boot } from './boot.js';
import { contractFetch } from './contract-fetch.js';

/** A simulator with the official SDK as its client; every answer is held against the contract. */
export interface BootedSdk extends Booted {
  readonly client: Anthropic;
  readonly organization: Anthropic['organization'];
  readonly beta: Anthropic['beta']['organization'];
  /** The operations that were answered without an error so far. */
  readonly answered: ReadonlySet<string>;
}

/** Starts a simulator and an SDK client that never repeats a request. */
export async function bootSdk(options: SimulatorOptions = {}, apiKey = DEMO_ADMIN_KEY): Promise<BootedSdk> {
  const booted = await boot(options);
  const answered = new Set<string>();
  const client = new Anthropic({
    apiKey,
    baseURL: booted.simulator.url,
    maxRetries: 0,
    logLevel: 'off',
    fetch: contractFetch(answered),
  });
  return { ...booted, client, answered, organization: client.organization, beta: client.beta.organization };
}

/** What a promise of the SDK was refused with: status, type, code. */
export async function refusal(promise: Promise<unknown>): Promise<object> {
  const error = await promise.then(
    () => ({ status: 200, type: null, errorCode: null }),
    (cause: { status: number; type: string | null; errorCode: string | null }) => cause,
  );
  return { status: error.status, type: error.type, code: error.errorCode };
}

/** A refusal with a 400. */
export const badRequest = (code: string | null = null): object => ({
  status: 400,
  type: 'invalid_request_error',
  code,
});
