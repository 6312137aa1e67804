import { Worker } from 'node:worker_threads';
import { CEDAR_PATH, type CedarLibrary } from './cedar-library.js';

/** How long one check may take, milliseconds: some hundred policies over all actions, on a slow machine. */
export const CHECK_MS = 20_000;

/** Fewer than the main thread has: what passes here fits there. */
const STACK_MB = 0.5;
const MEMORY_MB = 256;

/** Checks that run at the same time; more wait. */
const MOST_CHECKS = 2;

/** Runs calls of the library in its own instance, one after another, and answers them. */
const SCRIPT = `
const { parentPort, workerData } = require('node:worker_threads');
try {
  const cedar = require(workerData.path);
  parentPort.postMessage({ answers: workerData.calls.map(([name, call]) => cedar[name](call)) });
} catch (error) {
  parentPort.postMessage({ failed: String(error) });
}`;

/** The names of functions that take one value. */
type Checking =
  'checkParsePolicySet' | 'validate' | 'formatPolicies' | 'policySetTextToParts' | 'isAuthorized';

/** A call of the library: the name of a function and what it is given. */
export type CedarCall<Name extends Checking = Checking> = readonly [
  name: Name,
  call: Parameters<CedarLibrary[Name]>[0],
];

/** What a call returns. */
type AnswerOf<Call> = Call extends readonly [infer Name extends Checking, unknown]
  ? ReturnType<CedarLibrary[Name]>
  : never;

/** The answers of calls, in their order. */
export type Answers<Calls extends readonly CedarCall[]> = {
  -readonly [Index in keyof Calls]: AnswerOf<Calls[Index]>;
};

/** A text that the library cannot process within the bounds of time, memory and stack. */
export class TooComplex extends Error {
  override readonly name = 'TooComplex';
}

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Calls the library in a thread of its own, with a bound on time, memory and stack: a text that exhausts it ends the thread, not the
 * process.
 * @throws TooComplex
 */
export async function inThread<const Calls extends readonly CedarCall[]>(
  calls: Calls,
  limitMs = CHECK_MS,
): Promise<Answers<Calls>> {
  if (running >= MOST_CHECKS) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return (await answersOf(calls, limitMs)) as Answers<Calls>;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function answersOf(calls: readonly CedarCall[], limitMs: number): Promise<unknown> {
  const worker = new Worker(SCRIPT, {
    eval: true,
    workerData: { path: CEDAR_PATH, calls },
    resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: MEMORY_MB },
    env: {},
    stderr: true,
    execArgv: [],
  });
  const ended = new Promise((resolve, reject) => {
    const tooComplex = (): void => reject(new TooComplex('The policies are too complex to be checked.'));
    const timer = setTimeout(tooComplex, limitMs);
    timer.unref();
    worker.once('message', ({ answers, failed }: { answers?: unknown; failed?: string }) =>
      failed === undefined ? resolve(answers) : tooComplex(),
    );
    worker.once('error', tooComplex);
    worker.once('exit', () => {
      clearTimeout(timer);
      tooComplex();
    });
  });
  return ended.finally(() => worker.terminate());
}
