import { CredentialVault, type CredentialKeys } from 'anthropic-admin-connector';
import { SettingsError } from '../config/settings-error.js';
import type { Database } from '../database/database.js';
import { migrationState } from '../database/migration-state.js';
import { openExistingDatabase } from '../database/open-database.js';
import { HeadSeal } from '../stores/audit/head-seal.js';
import { sealKey } from '../stores/audit/seal-key.js';
import type { Belonging } from '../stores/connections/belonging.js';
import { CredentialRecords } from '../stores/connections/credential-records.js';
import { CONNECTOR } from '../stores/storage.js';
import { VAULT_DOMAIN } from '../stores/vault-domain.js';
import { adminSettingsFrom } from './admin-settings.js';
import { keyringHomeOf, keysAt, type KeyringHome } from './keyring-home.js';

/** What commands work with. */
export interface Workbench {
  readonly home: KeyringHome;
  readonly keys: CredentialKeys;
  readonly vault: CredentialVault;
  readonly seal: HeadSeal;
  readonly database: Database;
  readonly belonging: Belonging;
  readonly records: CredentialRecords;
}

/**
 * Does some work with the keyring and the database of the platform, and closes them however it ends.
 * @throws SettingsError, KeyringError or AdminProblem where one of them cannot be had; and what `work` throws.
 */
export async function atWorkbench<Result>(
  env: NodeJS.ProcessEnv,
  work: (workbench: Workbench) => Promise<Result>,
): Promise<Result> {
  const settings = adminSettingsFrom(env);
  const home = keyringHomeOf(env, settings);
  const keys = await keysAt(home, env, settings);
  const database = await openExistingDatabase(settings);
  try {
    await refuseOtherTables(database);
    return await work(workbenchOf(home, keys, database, settings.environment));
  } finally {
    await database.close();
  }
}

/** Puts together what commands work with. */
export function workbenchOf(
  home: KeyringHome,
  keys: CredentialKeys,
  database: Database,
  environment: string,
): Workbench {
  const belonging = { environment, connector: CONNECTOR };
  return {
    home,
    keys,
    vault: new CredentialVault(keys.provider, VAULT_DOMAIN),
    seal: new HeadSeal(sealKey(keys.fingerprinter)),
    database,
    belonging,
    records: new CredentialRecords(database, belonging),
  };
}

/** Tables that another version keeps may hold what this one would not see. */
async function refuseOtherTables(database: Database): Promise<void> {
  const { missing, unknown } = await migrationState(database);
  if (unknown.length > 0) {
    throw new SettingsError(
      `A later version has changed the tables of the database (${unknown.join(', ')}). Use the commands of that version.`,
    );
  }
  if (missing.length === 0) return;
  throw new SettingsError(
    `The tables of the database are not up to date: ${missing.join(', ')}. Start the platform of this version once; it brings them up to date.`,
  );
}
