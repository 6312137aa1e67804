import { createRunner } from 'jest-light-runner';
import { isWaiting } from './waiting.js';

const LightRunner = createRunner({ runtime: 'child_process' });

const WAITING_WORKERS = 2;

/** Runs the test files that wait beside those that keep a core busy, each kind in worker processes of its own. */
export default class Lanes {
  #globalConfig;
  #context;

  constructor(globalConfig, context) {
    this.#globalConfig = globalConfig;
    this.#context = context;
  }

  async runTests(tests, watcher, onStart, onResult, onFailure) {
    const { maxWorkers } = this.#globalConfig;
    const run = async (files, workers) => {
      const runner = new LightRunner({ ...this.#globalConfig, maxWorkers: workers }, this.#context);
      await runner.runTests(files, watcher, onStart, onResult, onFailure);
    };
    if (maxWorkers === 1) return run(tests, 1);
    const waiting = tests.filter(({ path }) => isWaiting(path));
    const busy = tests.filter(({ path }) => !isWaiting(path));
    await Promise.all([run(waiting, WAITING_WORKERS), run(busy, maxWorkers)]);
  }
}
