type Work = () => unknown;

const work: Record<'test' | 'suite', Work[]> = { test: [], suite: [] };

/** Runs the work after the current test, the last one first. Hooks of a support file would run for the first suite only: suites share its module. */
export const afterTest = (...works: Work[]): void => void work.test.push(...works);

/** Runs the work after the last test of the current file, the last one first. */
export const afterSuite = (...works: Work[]): void => void work.suite.push(...works);

/** Runs what has been given for the end of a test or of a suite. The hooks of the runner call it. */
export async function cleanUp(end: 'test' | 'suite'): Promise<void> {
  for (const each of work[end].splice(0).reverse()) await each();
}
