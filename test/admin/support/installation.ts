import { chmod, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyringFile } from 'anthropic-admin-connector';
import { settingsFrom } from '../../../platform/src/config/settings.js';
import { openStorage, type Storage } from '../../../platform/src/stores/storage.js';
import { CANARY, connection } from '../../database/support/connections.js';
import { afterTest } from '../../support/cleanup.js';
import { testLocation, type ENGINES } from '../../database/support/test-database.js';

export { ENGINES } from '../../database/support/test-database.js';

/** What a platform keeps, and the variables that it finds it by. */
export interface Installation extends Storage {
  readonly env: Record<string, string>;
  /** The keyring file; it holds the key k1. */
  readonly keyring: string;
  /** Saves connections: of the tenants t0, t1, …, all of them named `default`. */
  fill(count: number): Promise<void>;
  /** Opens the key of a tenant's connection, as an invocation does. */
  open(tenant: string): Promise<boolean>;
  /** Makes the keyring look as if it had changed long ago. */
  age(): Promise<void>;
}

/** An installation without connections, gone after the test. */
export async function installation(engine: (typeof ENGINES)[number]): Promise<Installation> {
  const { dataDir, databaseUrl } = await testLocation(engine);
  const folder = await mkdtemp(join(tmpdir(), 'anthropic-admin-keyring-'));
  const keyring = join(folder, 'keyring.json');
  await chmod(folder, 0o700);
  await createKeyringFile(keyring, 'k1');
  const env = {
    DATA_DIR: dataDir,
    CREDENTIAL_KEYS_FILE: keyring,
    PLATFORM_ENVIRONMENT: 'test',
    ...(databaseUrl && { DATABASE_URL: databaseUrl.href }),
  };
  const storage = await openStorage(settingsFrom(env), env, () => {});
  afterTest(
    () => rm(folder, { recursive: true, force: true }),
    () => storage.database.close(),
  );
  const { store } = storage.ports;
  return {
    ...storage,
    env,
    keyring,
    fill: async (count) => {
      for (let index = 0; index < count; index += 1) {
        await store.put(connection({ tenantId: `t${index}` }), CANARY, 0);
      }
    },
    open: async (tenantId) => (await store.open({ tenantId, name: 'default' }))?.key.equals(CANARY) ?? false,
    age: () => utimes(keyring, 0, 0),
  };
}
