import { chmod, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyringFile, loadKeyring } from 'anthropic-admin-connector';
import { adminContextOf, type AdminContext } from '../../../platform/src/admin/admin-context.js';
import { AuditChain } from '../../../platform/src/audit/audit-chain.js';
import { settingsFrom } from '../../../platform/src/config/platform.config.js';
import { RowSeal } from '../../../platform/src/security/seal.js';
import { adoptionBy } from '../../../platform/src/stores/adopt-records.js';
import { openDatabase } from '../../../platform/src/database/database.js';
import {
  connectionStoreOf,
  type DatabaseConnectionStore,
} from '../../../platform/src/stores/connection-store.js';
import { CANARY, connection } from '../../database/support/connections.js';
import { afterTest } from '../../support/cleanup.js';
import { testLocation, type ENGINES } from '../../database/support/test-database.js';
import { VAULT_DOMAIN } from '../../../platform/src/security/vault-domain.js';

export { ENGINES } from '../../database/support/test-database.js';

/** What a platform keeps, and the variables that it finds it by. */
export interface Installation extends AdminContext {
  readonly audit: AuditChain;
  readonly store: DatabaseConnectionStore;
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
  const settings = settingsFrom(env);
  const keys = await loadKeyring(env, { production: false, domain: VAULT_DOMAIN });
  const adoption = adoptionBy(RowSeal.from(keys.fingerprinter, settings.environment));
  const database = await openDatabase(settings, undefined, adoption);
  const context = adminContextOf({ kind: 'file', path: keyring }, keys, database, settings.environment);
  const store = connectionStoreOf(database, keys, settings);
  afterTest(
    () => rm(folder, { recursive: true, force: true }),
    () => database.close(),
  );
  return {
    ...context,
    audit: new AuditChain(database, context.seal),
    store,
    env,
    keyring,
    fill: async (count) => {
      for (let index = 0; index < count; index += 1) {
        await store.put(connection({ tenantId: `t${index}` }), CANARY, 0);
      }
    },
    open: async (tenantId) =>
      (await store.open({ connector: 'anthropic', tenantId, name: 'default' }))?.key.equals(CANARY) ?? false,
    age: () => utimes(keyring, 0, 0),
  };
}
