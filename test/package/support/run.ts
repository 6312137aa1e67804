import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';

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
  /** What matched. */
  readonly line: string;
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until a line of its standard output matches.
 * @throws Error with what it printed, where it ends before that.
 */
export async function serve(
  folder: string,
  [command = '', ...args]: string[],
  line: RegExp,
  env: NodeJS.ProcessEnv = {},
): Promise<Server> {
  const child = spawn(command, args, { cwd: folder, env: environment(env) });
  const ended = once(child, 'close');
  let output = '';
  const matched = new Promise<string>((resolve, reject) => {
    const read = (chunk: string): void => {
      const [found] = line.exec((output += chunk)) ?? [];
      if (found !== undefined) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read);
    void ended.then(() => reject(new Error(`${[command, ...args].join(' ')} ended early:\n${output}`)));
  });
  return {
    line: await matched,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
