import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A run of `npm start`, as far as the script goes. */
export interface Started {
  readonly process: ChildProcess;
  /** What it has printed so far, on both streams. */
  output(): string;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** Runs the start script with some variables set. */
export const start = (env: NodeJS.ProcessEnv, args: string[] = []): Started =>
  run(process.execPath, ['scripts/start.mjs', ...args], env);

/** Runs the script that prints the next steps. */
export const nextSteps = (env: NodeJS.ProcessEnv, args: string[] = []): Started =>
  run(process.execPath, ['scripts/next-steps.mjs', ...args], env);

/** Runs it as a person does, in a process group of its own like a command in a terminal. */
export const npmStart = (env: NodeJS.ProcessEnv): Started => run('npm', ['start'], env, true);

function run(command: string, args: string[], env: NodeJS.ProcessEnv, detached = false): Started {
  const { npm_lifecycle_event: _, ...own } = process.env;
  const options = { cwd: ROOT, env: { ...own, NODE_OPTIONS: '', ...env }, detached };
  const child = spawn(command, args, options);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { process: child, output: () => output, ended };
}

/** Waits until the script has said all it has to say. */
export async function ready({ output, process: child }: Started): Promise<void> {
  await until(() => output().includes('Ctrl-C stops') || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`the start ended early:\n${output()}`);
}

/** Whether somebody listens on a port. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** The processes that a process has started; it looks into /proc, so that nothing has to be installed. */
export function childrenOf(pid: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const [, , parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, ') ')
      .split(' ');
    return Number(parent);
  } catch {
    return undefined;
  }
}
