import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../../platform/support/until.js';
import { run } from './run.js';

const KEPT = join(tmpdir(), 'anthropic-admin-connector-tests');

/** Packing and installing take a minute each, and longer on a busy machine; who holds a lock for longer has died. */
const LONGEST_MS = 300_000;

/** A folder that is made once on a machine and kept for later runs; delete it to make it anew. */
export function kept(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(KEPT, name);
  return exclusively(name, async () => {
    if (existsSync(folder)) return folder;
    const started = `${folder}.started`;
    await rm(started, { recursive: true, force: true });
    await mkdir(started, { recursive: true });
    await make(started);
    await rename(started, folder);
    return folder;
  });
}

/** Does something while no other test process does it. */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = join(KEPT, `${name}.lock`);
  await mkdir(dirname(lock), { recursive: true });
  await until(() => taken(lock));
  try {
    return await work();
  } finally {
    await rmdir(lock);
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    const since = (await stat(lock).catch(() => undefined))?.mtimeMs ?? Date.now();
    if (Date.now() - since > LONGEST_MS) await rmdir(lock).catch(() => undefined);
    return false;
  }
}

/** A copy of a folder in the temporary folder of the system; installed files are linked, because nothing writes to them. */
export const copyOf = async (folder: string): Promise<string> =>
  copyInto(await mkdtemp(join(tmpdir(), 'anthropic-admin-connector-application-')), folder);

/** Such a copy in a folder that is there. @returns the folder. */
export async function copyInto(copy: string, folder: string): Promise<string> {
  const installed = join(folder, 'node_modules');
  await cp(folder, copy, { recursive: true, filter: (source) => source !== installed });
  if (!existsSync(installed)) return copy;
  await run(copy, ['cp', '-al', installed, copy]);
  // npm writes this one in place.
  const list = join('node_modules', '.package-lock.json');
  await rm(join(copy, list));
  await cp(join(folder, list), join(copy, list));
  return copy;
}
