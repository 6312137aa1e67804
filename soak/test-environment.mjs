import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addKeyringKey, createKeyringFile } from 'anthropic-admin-connector/vault';
import { freePort } from '../scripts/free-port.mjs';
import { Processes } from './processes.mjs';
import { waitUntil } from './wait-until.mjs';

/** The two keyring keys between which the operator rewraps records. */
export const KEY_IDS = ['k1', 'k2'];

/** The signing secret of the tokens. */
export const JWT_SECRET = 'a-secret-for-a-soak-that-opens-nothing-else';

/** Creates the environment of one platform: folder, keyring, database and simulator. */
export async function createTestEnvironment(databaseUrl, signal) {
  const processes = new Processes();
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-soak-'));
  const [port, apiPort] = [await freePort(), await freePort()];
  const api = `http://127.0.0.1:${apiPort}`;
  const keyring = join(folder, 'keyring.json');
  await createKeyringFile(keyring, KEY_IDS[0]);
  await addKeyringKey(keyring, KEY_IDS[1]);
  processes.start('simulator/dist/esm/main.js', { args: ['--port', String(apiPort), '--control'] });
  await waitUntil(() => answers(`${api}/__sim/clock`), 'the start of the simulator', { signal });
  return {
    processes,
    api,
    keyring,
    url: `http://127.0.0.1:${port}`,
    env: {
      PORT: String(port),
      DATA_DIR: folder,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      CREDENTIAL_KEYS_FILE: keyring,
      PLATFORM_JWT_SECRET: JWT_SECRET,
      ANTHROPIC_BASE_URL: api,
      ANTHROPIC_REQUESTS_PER_MINUTE: '100000',
      CONNECTION_CHECK_INTERVAL_MS: '0',
      PLATFORM_THROTTLE_PER_TOKEN: '0',
      PLATFORM_THROTTLE_PER_TENANT: '0',
      LOG_LEVEL: 'error',
    },
    end: async () => {
      await processes.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const PATIENCE_MS = 10_000;

/** Whether a URL returns a 2xx in time. */
export const answers = (url) =>
  fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    async ({ ok, body }) => {
      await body?.cancel();
      return ok;
    },
    () => false,
  );
