import { createRunner } from 'jest-light-runner';
import { longestFirst } from './order.js';
import { isWaiting, usesBrowser } from './waiting.js';

const LightRunner = createRunner({ runtime: 'child_process' });

/** Beside those that keep the cores busy. Each costs ten seconds of loading. */
const WAITING_WORKERS = 3;

/** How many browser suites of a run may be tried once more: a fault of ours would fail more of them. */
const MAX_REPEATS = 3;

/**
 * Runs the test files that wait beside those that keep a core busy, each kind in worker processes of its own, and tries a
 * browser suite that failed once more.
 */
export default class Lanes {
  #globalConfig;
  #context;
  #repeats = 0;

  constructor(globalConfig, context) {
    this.#globalConfig = globalConfig;
    this.#context = context;
  }

  async runTests(tests, watcher, onStart, onResult, onFailure) {
    const { maxWorkers } = this.#globalConfig;
    const report = async (test, result) => onResult(test, await this.#repeated(test, result));
    const run = (files, workers) =>
      this.#runner(workers).runTests(files, watcher, onStart, report, onFailure);
    if (maxWorkers === 1) return run(tests, 1);
    const ordered = longestFirst(tests);
    const waiting = ordered.filter(({ path }) => isWaiting(path));
    const busy = ordered.filter(({ path }) => !isWaiting(path));
    await Promise.all([run(waiting, WAITING_WORKERS), run(busy, maxWorkers)]);
  }

  #runner(maxWorkers) {
    return new LightRunner({ ...this.#globalConfig, maxWorkers }, this.#context);
  }

  /** The result of a second try where the first one failed and may be repeated, marked as Jest marks tests tried again. */
  async #repeated(test, first) {
    if (first.numFailingTests === 0 || !usesBrowser(test.path) || this.#repeats === MAX_REPEATS) return first;
    this.#repeats += 1;
    const second = await new Promise((resolve, reject) => {
      const onResult = (_, result) => resolve(result);
      const onFailure = (_, error) => reject(error);
      // One worker would mean the process of Jest itself.
      void this.#runner(2).runTests([test], undefined, () => Promise.resolve(), onResult, onFailure);
    });
    const retryReasons = [first.failureMessage];
    const [one, ...others] = second.testResults;
    return { ...second, testResults: [{ ...one, invocations: 2, retryReasons }, ...others] };
  }
}
