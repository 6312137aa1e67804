import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '../../platform/support/until.js';

/** What a test runner sets, and what would change the commands of another project. */
const OURS = /^(npm_(config_local_prefix|lifecycle|package|command)|NODE_OPTIONS|NODE_ENV|JEST_)/;

/** The environment of a person at a terminal. */
const environment = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name))),
  ...more,
});

/**
 * Runs a command in a folder and resolves to its standard output.
 * @throws Error with what it printed, where it fails.
 */
export const run = (
  folder: string,
  [command = '', ...args]: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder, env: environment(env) }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${[command, ...args].join(' ')}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });

/** A process that serves until it is stopped. */
export interface Server {
  /** What it has printed so far, on both streams. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it is ready.
 * @throws Error with what it printed, where it ends before that.
 */
export async function serve(
  folder: string,
  [command = '', ...args]: string[],
  isReady: (output: string) => boolean | Promise<boolean>,
  env: NodeJS.ProcessEnv = {},
): Promise<Server> {
  const child = spawn(command, args, { cwd: folder, env: environment(env) });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  await until(async () => child.exitCode !== null || (await isReady(output)));
  if (child.exitCode !== null) throw new Error(`${[command, ...args].join(' ')} ended early:\n${output}`);
  return {
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The simulator that an application has installed, and its URL. */
export async function serveSimulator(application: string): Promise<{ url: string; stop(): Promise<void> }> {
  const command = [join(application, 'node_modules/.bin/anthropic-admin-simulator'), '--port', '0'];
  const { output, stop } = await serve(application, command, (text) => /http:\S+\n/.test(text));
  return { url: /http:\S+/.exec(output())?.[0] ?? '', stop };
}

/** Whether a URL answers with success; false while nothing listens there. */
export const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
