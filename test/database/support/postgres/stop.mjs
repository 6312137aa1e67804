import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** After the run: stops the PostgreSQL, if there is one, and waits until it is gone. */
export default async function stop() {
  const text = await readFile(join(process.env.TEST_POSTGRES_FOLDER, 'pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const pid = Number(text);
  process.kill(pid, 'SIGTERM');
  while (isAlive(pid)) await wait(20);
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
