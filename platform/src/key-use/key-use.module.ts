import { Module } from '@nestjs/common';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { DatabaseConnectionStore } from '../stores/connection-store.js';
import { StoresModule } from '../stores/stores.module.js';
import { forgetCounts } from '../stores/key-use/call-counts.js';
import { KeyUseChanges } from './key-use-changes.js';
import { KeyUseController } from './key-use.controller.js';

/** What the keys of connections may be used for. */
@Module({
  imports: [AuditModule, ConnectorsModule, StoresModule],
  controllers: [KeyUseController],
  providers: [
    {
      provide: KeyUseChanges,
      useFactory: (store: DatabaseConnectionStore, audit: AuditChain) => new KeyUseChanges(store, audit),
      inject: [DatabaseConnectionStore, AuditChain],
    },
  ],
})
export class KeyUseModule {
  constructor(maintenance: Maintenance, { db }: Database) {
    maintenance.every(CLEANING_MS, () => forgetCounts(db));
  }
}
