import { CredentialVault, type CredentialKeys } from 'anthropic-admin-connector/vault';
import { HeadSeal } from '../audit/entry.js';
import { environmentFits, keysFit, OTHER_ENVIRONMENT } from '../audit/key-check.js';
import { SettingsError } from '../config/environment.js';
import { installationSettingsFrom } from '../config/platform.config.js';
import { openExistingDatabase, type Database } from '../database/database.js';
import { migrationState } from '../database/migrations/migrate.js';
import type { RecordScope } from '../stores/connection-row.js';
import { connectionStoreOf, type DatabaseConnectionStore } from '../stores/connection-store.js';
import { RecordHeads } from '../stores/record-heads.js';
import { RowSeal } from '../security/seal.js';
import { SealedSets } from '../auth/sealed-set.js';
import { CredentialRecords } from '../stores/credential-records.js';
import { keyringHomeOf, keysAt, type KeyringHome } from './keyring-home.js';
import { VAULT_DOMAIN } from '../security/vault-domain.js';

/** What the operator's commands work with. */
export interface AdminContext {
  readonly home: KeyringHome;
  readonly keys: CredentialKeys;
  readonly vault: CredentialVault;
  readonly seal: HeadSeal;
  readonly database: Database;
  readonly scope: RecordScope;
  readonly records: CredentialRecords;
  readonly store: DatabaseConnectionStore;
  readonly heads: RecordHeads;
  readonly sets: SealedSets;
  readonly rowSeal: RowSeal;
}

/**
 * Opens the keyring and the database of the platform, does some work with them, and closes them in every case.
 * @param anyEnvironment - whether the work may be done under another name of the environment than that of the database.
 * @throws SettingsError, KeyringError or AdminProblem where one of them cannot be opened; and what `work` throws.
 */
export async function withAdminContext<Result>(
  env: NodeJS.ProcessEnv,
  work: (context: AdminContext) => Promise<Result>,
  { anyEnvironment = false }: { readonly anyEnvironment?: boolean } = {},
): Promise<Result> {
  const settings = installationSettingsFrom(env);
  const home = keyringHomeOf(env, settings);
  const keys = await keysAt(home, env, settings);
  const database = await openExistingDatabase(settings);
  try {
    await refuseOtherTables(database);
    if (!anyEnvironment) await refuseOtherEnvironment(database, keys, settings.environment);
    return await work(adminContextOf(home, keys, database, settings.environment));
  } finally {
    await database.close();
  }
}

/** What is sealed under another name counts as altered, and ends tokens, sessions and keys. */
async function refuseOtherEnvironment(
  database: Database,
  { fingerprinter }: CredentialKeys,
  environment: string,
): Promise<void> {
  // Another keyring is what a command says first.
  if (!(await keysFit(database, fingerprinter))) return;
  if (!(await environmentFits(database, fingerprinter, environment)))
    throw new SettingsError(OTHER_ENVIRONMENT);
}

/** The context over an open keyring and database. */
export function adminContextOf(
  home: KeyringHome,
  keys: CredentialKeys,
  database: Database,
  environment: string,
): AdminContext {
  const scope = { environment };
  const rowSeal = RowSeal.from(keys.fingerprinter, environment);
  return {
    home,
    keys,
    vault: new CredentialVault(keys.provider, VAULT_DOMAIN),
    seal: HeadSeal.from(keys.fingerprinter),
    database,
    scope,
    records: new CredentialRecords(database, scope),
    store: connectionStoreOf(database, keys, scope),
    heads: new RecordHeads(rowSeal),
    sets: new SealedSets(database, rowSeal),
    rowSeal,
  };
}

/** Tables of another version may hold data that this version does not read. */
async function refuseOtherTables(database: Database): Promise<void> {
  const { missing, unknown } = await migrationState(database);
  if (unknown.length > 0) {
    throw new SettingsError(
      `A later version has changed the tables of the database (${unknown.join(', ')}). Use the commands of that version.`,
    );
  }
  if (missing.length === 0) return;
  throw new SettingsError(
    `The tables of the database are not up to date: ${missing.join(', ')}. Run: npm run -s admin -- database migrate`,
  );
}
