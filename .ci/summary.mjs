/*
 * Prints the end of a run from the test runner's own report: the browser suites that were tried once more (a fourth one
 * has failed), and as the last line the counts. A skipped test counts as a failure.
 */
import { readFileSync } from 'node:fs';

const MAX_REPEATS = 3;

const { testResults, ...counts } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = counts;

const repeated = testResults.filter(({ assertionResults }) =>
  assertionResults.some(({ invocations }) => invocations > 1),
);
console.log(`Browser suites tried once more: ${repeated.length} of at most ${MAX_REPEATS}.`);
for (const { name } of repeated) console.log(name);

const failed = numFailedTests + numPendingTests + numTodoTests + numRuntimeErrorTestSuites;
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 && numPassedTests > 0 && repeated.length <= MAX_REPEATS ? 0 : 1);
