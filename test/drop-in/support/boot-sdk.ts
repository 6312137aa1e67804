import Anthropic from '@anthropic-ai/sdk';
import type { PlatformOptions } from '../../../platform/src/app.js';
import { contractFetch } from '../../simulator/support/contract-fetch.js';
import { afterTest } from '../../support/cleanup.js';
import type { BootedSdk } from '../../support/sdk-every-operation.js';
import { bootDropIn, PREFIX, type DropIn } from './boot-drop-in.js';

/** The official SDK with the platform as its base URL and the platform's token as its key. */
export type DropInSdk = BootedSdk & DropIn;

/** Boots both; the platform stops after the test. Every answer is held against the contract. */
export async function bootDropInSdk(adminKey?: string, options: PlatformOptions = {}): Promise<DropInSdk> {
  const dropIn = await bootDropIn(options, adminKey);
  afterTest(() => dropIn.close());
  const answered = new Set<string>();
  const client = new Anthropic({
    apiKey: dropIn.token,
    baseURL: dropIn.baseUrl,
    maxRetries: 0,
    logLevel: 'off',
    fetch: contractFetch(answered, PREFIX),
  });
  const { organization, beta } = client;
  return { ...dropIn, client, answered, organization, beta: beta.organization, demo: dropIn.simulator.demo };
}
