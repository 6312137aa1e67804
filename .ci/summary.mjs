/* Prints the last line of a run from the test runner's own report; a skipped test counts as a failure. */
import { readFileSync } from 'node:fs';

const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
  JSON.parse(readFileSync(process.argv[2], 'utf8'));
const failed = numFailedTests + numPendingTests + numTodoTests + numRuntimeErrorTestSuites;
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 && numPassedTests > 0 ? 0 : 1);
