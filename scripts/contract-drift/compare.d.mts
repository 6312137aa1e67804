import type { DriftContract, DriftSdk } from './load.mjs';

/** Every difference between the contract and an SDK, as a sentence. */
export function compare(contract: DriftContract, sdk: DriftSdk): string[];

/** What was compared, and with which result. */
export function verdictOf(
  version: string,
  contract: DriftContract,
  sdk: DriftSdk,
  differences: readonly string[],
): string;
