import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../../platform/src/admin/cli/run-cli.js';
import { COMMANDS } from '../../../platform/src/admin/commands.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What a command has said. */
export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command in a process of its own. */
export interface AdminProcess {
  readonly process: ChildProcess;
  /** What it has written to standard error so far. */
  errors(): string;
  readonly ended: Promise<Said>;
}

/** Starts a command in a process of its own, of what was built last. */
export const startAdmin = (env: NodeJS.ProcessEnv, ...args: string[]): AdminProcess =>
  start('platform/dist/admin/main.js', env, args);

/** Runs a command as `npm run admin` does: it is built first where its sources have changed. */
export const adminScript = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Said> =>
  start('scripts/run.mjs', env, ['admin', ...args]).ended;

function start(script: string, env: NodeJS.ProcessEnv, args: string[]): AdminProcess {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (said[name] += chunk));
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  return { process: child, errors: () => said.stderr, ended };
}

/** Runs a command within the test, which is quicker. */
export async function admin(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Said> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCli(COMMANDS, args, { env, stdout, stderr: stderr as never });
  return { code, stdout: await text(stdout.end()), stderr: await text(stderr.end()) };
}
