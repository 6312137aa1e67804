import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './wait-until.mjs';

const SERVE = fileURLToPath(new URL('../test/database/support/postgres/serve.mjs', import.meta.url));

/** Starts a PostgreSQL server that stops with this process at the latest. */
export async function startPostgres(signal) {
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-soak-postgres-'));
  // If this process runs as root, PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, [SERVE, folder, String(process.pid)], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    let url;
    const read = async () =>
      (url = await readFile(join(folder, 'url'), 'utf8').catch(() => undefined)) !== undefined;
    await waitUntil(read, 'the start of PostgreSQL', { signal });
    return { url: `${url}/postgres`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
