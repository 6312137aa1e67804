import { Module } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { PACING_SETTINGS, type PacingSettings } from '../config/anthropic.config.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { RowSeal } from '../security/seal.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { connectionStoreOf, DatabaseConnectionStore } from './connection-store.js';
import { DatabaseIdempotencyStore, HEARTBEAT_MS } from './idempotency-store.js';

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
      useFactory: (
        { db }: Database,
        { fingerprinter }: CredentialKeys,
        { environment, outcomes }: PlatformSettings,
        { subjectShare }: PacingSettings,
      ): DatabaseIdempotencyStore =>
        new DatabaseIdempotencyStore(db, RowSeal.from(fingerprinter, environment), Date.now, {
          ...outcomes,
          subjectShare,
        }),
      inject: [Database, CREDENTIAL_KEYS, PLATFORM_SETTINGS, PACING_SETTINGS],
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
