import {
  CredentialVault,
  loadKeyring,
  type ConnectorOptions,
  type CredentialKeys,
} from 'anthropic-admin-connector';
import type { PlatformSettings } from '../config/settings.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { forgetLimits } from '../limits/forget-limits.js';
import { forgetSessions } from '../sessions/forget-sessions.js';
import { SwitchBoard } from '../switches/switch-board.js';
import { SwitchStore } from '../switches/switch-store.js';
import { AuditChain } from './audit/audit-chain.js';
import { DatabaseAudit } from './audit/database-audit.js';
import { HeadSeal } from './audit/head-seal.js';
import { sealKey } from './audit/seal-key.js';
import { CredentialRecords } from './connections/credential-records.js';
import { DatabaseConnectionStore } from './connections/database-connection-store.js';
import { DatabaseIdempotencyStore } from './idempotency/database-idempotency-store.js';
import { Upkeep } from './upkeep.js';
import { VAULT_DOMAIN } from './vault-domain.js';

/** The connector whose connections the platform keeps. */
export const CONNECTOR = 'anthropic';

/** Injects the storage of the platform. */
export const STORAGE = Symbol('STORAGE');

/** What the platform keeps, and the keys that it keeps it with. */
export interface Storage {
  readonly database: Database;
  readonly keys: CredentialKeys;
  readonly vault: CredentialVault;
  readonly seal: HeadSeal;
  readonly audit: AuditChain;
  /** The encrypted keys of all tenants, for the operator's commands. */
  readonly records: CredentialRecords;
  readonly switches: SwitchBoard;
  /** The ports of the connector, filled. */
  readonly ports: Required<
    Pick<ConnectorOptions, 'store' | 'idempotency' | 'audit' | 'credentialAudit' | 'switches'>
  >;
  readonly upkeep: Upkeep;
}

/**
 * Opens the database and the keyring.
 * @throws SettingsError or KeyringError that says what to set where one of them cannot be used.
 */
export async function openStorage(
  settings: PlatformSettings,
  env: NodeJS.ProcessEnv,
  report: (error: unknown) => void,
): Promise<Storage> {
  const { dataDir, databaseUrl, environment, production } = settings;
  const keys = await loadKeyring(env, { production, domain: VAULT_DOMAIN, demoFolder: dataDir });
  const database = await openDatabase({ dataDir, databaseUrl });
  const { provider, fingerprinter } = keys;
  const vault = new CredentialVault(provider, VAULT_DOMAIN);
  const seal = new HeadSeal(sealKey(fingerprinter));
  const chain = new AuditChain(database, seal);
  const audit = new DatabaseAudit(chain);
  const idempotency = new DatabaseIdempotencyStore(database.db);
  const switches = new SwitchBoard(new SwitchStore(database.db), chain);
  const belonging = { environment, connector: CONNECTOR };
  const store = new DatabaseConnectionStore({ database, vault, fingerprinter, ...belonging });
  return {
    database,
    keys,
    vault,
    seal,
    audit: chain,
    records: new CredentialRecords(database, belonging),
    switches,
    ports: {
      store,
      idempotency,
      audit,
      credentialAudit: audit.credential,
      switches: switches.portOf(CONNECTOR),
    },
    upkeep: new Upkeep(database.db, idempotency, report, async () => {
      await forgetLimits(database);
      await forgetSessions(database);
    }),
  };
}
