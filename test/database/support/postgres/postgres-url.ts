import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 60_000;

/** The PostgreSQL of this run, started by the first one that asks. */
export async function postgresUrl(): Promise<string> {
  const folder = process.env['TEST_POSTGRES_FOLDER'] ?? '';
  const url = join(folder, 'url');
  if (await isFirst(folder)) start(folder);
  for (const end = Date.now() + START_MS; Date.now() < end; await wait(20)) {
    const text = await readFile(url, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  throw new Error('PostgreSQL did not start.');
}

async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    // PostgreSQL runs as a user of its own where the tests run as root.
    await chmod(folder, 0o755);
    return true;
  } catch {
    return false;
  }
}

function start(folder: string): void {
  const script = join(import.meta.dirname, 'serve.mjs');
  const run = process.env['TEST_RUN_PID'] ?? '';
  spawn(process.execPath, [script, folder, run], { detached: true, stdio: 'ignore' }).unref();
}
