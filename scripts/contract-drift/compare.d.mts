import type { DriftContract, DriftSdk } from './load.mjs';

/** Every difference between the contract and an SDK, as a sentence. */
export function compare(contract: DriftContract, sdk: DriftSdk): string[];
