import { Module } from '@nestjs/common';
import { CredentialVault, type CredentialKeys } from 'anthropic-admin-connector';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { DatabaseConnectionStore } from './connection-store.js';
import { DatabaseIdempotencyStore, HEARTBEAT_MS } from './idempotency-store.js';
import { VAULT_DOMAIN } from '../security/vault-domain.js';

/** The store of connections over an open database. */
export const connectionStoreOf = (
  database: Database,
  { provider, fingerprinter }: CredentialKeys,
  { environment }: Pick<PlatformSettings, 'environment'>,
): DatabaseConnectionStore =>
  new DatabaseConnectionStore({
    database,
    vault: new CredentialVault(provider, VAULT_DOMAIN),
    fingerprinter,
    environment,
  });

/** Connections and idempotency keys in the platform's database. */
@Module({
  providers: [
    {
      provide: DatabaseConnectionStore,
      useFactory: connectionStoreOf,
      inject: [Database, CREDENTIAL_KEYS, PLATFORM_SETTINGS],
    },
    {
      provide: DatabaseIdempotencyStore,
      useFactory: ({ db }: Database) => new DatabaseIdempotencyStore(db),
      inject: [Database],
    },
  ],
  exports: [DatabaseConnectionStore, DatabaseIdempotencyStore],
})
export class StoresModule {
  constructor(maintenance: Maintenance, idempotency: DatabaseIdempotencyStore) {
    maintenance.every(HEARTBEAT_MS, () => idempotency.renewLeases());
    maintenance.every(CLEANING_MS, () => idempotency.forgetExpired());
  }
}
