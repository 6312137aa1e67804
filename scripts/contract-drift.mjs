/*
 * Compares contract/ with the official SDK: `npm run contract:drift`, or `npm run contract:drift -- --sdk latest` for
 * another version than the installed one. Prints each difference and exits with 1 where there is any.
 */
import { parseArgs } from 'node:util';
import { compare, verdictOf } from './contract-drift/compare.mjs';
import { withSdk } from './contract-drift/fetch-sdk.mjs';
import { loadContract, loadSdk } from './contract-drift/load.mjs';

const { values } = parseArgs({ options: { sdk: { type: 'string' } } });

await withSdk(values.sdk, async (directory, version) => {
  const sdk = loadSdk(directory);
  const contract = await loadContract();
  const differences = compare(contract, sdk);
  for (const difference of differences) console.log(`- ${difference}`);
  console.log(verdictOf(version, contract, sdk, differences));
  if (differences.length > 0) process.exitCode = 1;
});
