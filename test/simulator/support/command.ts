import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';

const SOURCE = new URL('../../../simulator/src/', import.meta.url).pathname;
const MODULES = new URL('../../../node_modules', import.meta.url).pathname;

/** Compiles the simulator into a temporary folder, so the test needs no build. */
export async function compileSimulator(): Promise<{ folder: string; cleanUp: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  const files = (await readdir(SOURCE, { recursive: true })).filter((name) => name.endsWith('.ts'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await symlink(MODULES, join(folder, 'node_modules'));
  await Promise.all(files.map((name) => compile(name, folder)));
  return { folder, cleanUp: () => rm(folder, { recursive: true }) };
}

async function compile(name: string, folder: string): Promise<void> {
  const source = await readFile(join(SOURCE, name), 'utf8');
  const jsc = { target: 'es2022', parser: { syntax: 'typescript' } } as const;
  const { code } = await transform(source, { swcrc: false, configFile: false, jsc, module: { type: 'es6' } });
  const target = join(folder, name.replace(/\.ts$/, '.js'));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
}

/** A command that runs, or ran. */
export interface Running {
  readonly child: ChildProcess;
  /** Waits until stdout matches. */
  readonly said: (pattern: RegExp) => Promise<string>;
  /** Waits for the end, and tells what was written. */
  readonly ended: () => Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Starts the command with flags. */
export function start(folder: string, ...flags: readonly string[]): Running {
  const child = spawn(process.execPath, [join(folder, 'main.js'), ...flags]);
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (written.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (written.stderr += String(chunk)));
  const closed = once(child, 'close');
  return {
    child,
    said: async (pattern) => {
      while (!pattern.test(written.stdout)) await once(child.stdout, 'data');
      return written.stdout;
    },
    ended: async () => ({ code: ((await closed) as [number | null])[0], ...written }),
  };
}
