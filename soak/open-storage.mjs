import { loadKeyring } from 'anthropic-admin-connector/vault';
import { adminContextOf } from '../platform/dist/admin/admin-context.js';
import { settingsFrom } from '../platform/dist/config/platform.config.js';
import { openDatabase } from '../platform/dist/database/database.js';
import { VAULT_DOMAIN } from '../platform/dist/security/vault-domain.js';
import { connectionStoreOf } from '../platform/dist/stores/connection-store.js';

/** Opens the storage of a platform, like another process of the same installation. */
export async function openPlatformStorage(env) {
  const settings = settingsFrom(env);
  const keys = await loadKeyring(env, { ...settings, domain: VAULT_DOMAIN });
  const database = await openDatabase(settings);
  const home = { kind: 'file', path: env.CREDENTIAL_KEYS_FILE };
  return {
    ...adminContextOf(home, keys, database, settings.environment),
    store: connectionStoreOf(database, keys, settings),
  };
}
