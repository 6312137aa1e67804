import { CredentialVault, loadKeyring } from 'anthropic-admin-connector';
import { openDatabase } from '../../../platform/src/database/database.js';
import { CredentialRecords } from '../../../platform/src/stores/credential-records.js';
import { VAULT_DOMAIN } from '../../../platform/src/security/vault-domain.js';

const BATCH = 5;

/** An operator's view of the records of a platform that runs with the same variables. */
export interface Operator {
  /** Puts every record under a key, a few at a time. */
  rewrap(keyId: string): Promise<void>;
  /** How many records each key wraps. */
  counts(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** Opens the database and the keyring as a process of its own would. */
export async function operatorOf(env: Record<string, string>): Promise<Operator> {
  const { DATA_DIR: dataDir = '', DATABASE_URL: url } = env;
  const database = await openDatabase({ dataDir, databaseUrl: url === undefined ? undefined : new URL(url) });
  const { provider } = await loadKeyring(env, {
    production: false,
    domain: VAULT_DOMAIN,
    demoFolder: dataDir,
  });
  const vault = new CredentialVault(provider, VAULT_DOMAIN);
  const records = new CredentialRecords(database, { environment: 'development' });
  return {
    rewrap: async (keyId) => {
      for (let page; (page = await records.page({ notKeyId: keyId, limit: BATCH })).length > 0;) {
        for (const record of page) {
          await records.replaceWrapping(record, await vault.rewrap(record.sealed, record.binding));
        }
      }
    },
    counts: async () => Object.fromEntries(await records.countByKeyId()),
    close: () => database.close(),
  };
}
