import { createSecretKey } from 'node:crypto';
import {
  CredentialVault,
  Fingerprinter,
  Keyring,
  SecretString,
  type Connection,
} from 'anthropic-admin-connector';
import type { Database } from '../../../platform/src/database/database.js';
import { DatabaseConnectionStore } from '../../../platform/src/stores/connection-store.js';
import { RowSeal } from '../../../platform/src/security/seal.js';
import { VAULT_DOMAIN } from '../../../platform/src/security/vault-domain.js';

/** A key that must be found nowhere. */
export const CANARY = new SecretString('sk-ant-admin01-canary-Zx81QwErTyUiOpAsDfGhJkLzXcVbNm-1234AA');

const keyOf = (seed: number) => createSecretKey(Buffer.alloc(32, seed));

/** A keyring of the keys k1 and k2. */
export const keyring = (active: 'k1' | 'k2' = 'k1'): Keyring =>
  new Keyring(active, [
    { id: 'k1', key: keyOf(1) },
    { id: 'k2', key: keyOf(2) },
  ]);

/** A vault over that keyring. */
export const vault = (active: 'k1' | 'k2' = 'k1'): CredentialVault =>
  new CredentialVault(keyring(active), VAULT_DOMAIN);

/** Fingerprints of the tests. */
export const FINGERPRINTER = new Fingerprinter(keyOf(9), VAULT_DOMAIN);

/** Who the records of the tests belong to. */
export const RECORD_SCOPE = { environment: 'test' };

/** A store over a database. */
export const storeOf = (
  database: Database,
  scope: Partial<typeof RECORD_SCOPE> = {},
): DatabaseConnectionStore =>
  new DatabaseConnectionStore({
    database,
    vault: vault(),
    fingerprinter: FINGERPRINTER,
    ...RECORD_SCOPE,
    ...scope,
  });

/** A connection of the tenant acme with what is given in place of the usual. */
export const connection = (changes: Partial<Connection> = {}): Connection => ({
  connector: 'anthropic',
  tenantId: 'acme',
  name: 'default',
  state: 'active',
  organization: { id: 'org-1', name: 'Acme' },
  keyPreview: 'sk-ant-admin01-…34AA',
  revision: 1,
  savedBy: 'ada',
  savedAt: '2026-11-01T00:00:00.000Z',
  checkedAt: '2026-11-01T00:00:00.000Z',
  ...changes,
});

/** The seal of rows in the tests. */
export const ROW_SEAL = RowSeal.from(FINGERPRINTER, RECORD_SCOPE.environment);
