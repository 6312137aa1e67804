/*
 * Compares contract/ with the official SDK: `npm run contract:drift`, or `npm run contract:drift -- --sdk latest` for
 * another version than the installed one. Prints each difference and exits with 1 where there is any.
 */
import { parseArgs } from 'node:util';
import { compare } from './contract-drift/compare.mjs';
import { withSdk } from './contract-drift/fetch-sdk.mjs';
import { loadContract, loadSdk } from './contract-drift/load.mjs';

const { values } = parseArgs({ options: { sdk: { type: 'string' } } });

await withSdk(values.sdk, async (directory, version) => {
  const sdk = loadSdk(directory);
  const differences = compare(await loadContract(), sdk);
  for (const difference of differences) console.log(`- ${difference}`);
  const verdict =
    differences.length === 0 ? 'the contract fits' : `${differences.length} differences from the contract`;
  console.log(`SDK ${version}, ${sdk.operations.size} operations: ${verdict}.`);
  if (differences.length > 0) process.exitCode = 1;
});
