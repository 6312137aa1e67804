import { Inject, Module } from '@nestjs/common';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { SealedSets } from '../auth/sealed-set.js';
import { forgetRevocations, RevocationStore } from './revocation-store.js';
import { RevocationsController } from './revocations.controller.js';

/** The revocation of tokens before they expire. */
@Module({
  imports: [AuditModule],
  controllers: [RevocationsController],
  providers: [
    {
      provide: RevocationStore,
      useFactory: (database: Database, sets: SealedSets, audit: AuditChain) =>
        new RevocationStore(database, sets, audit),
      inject: [Database, SealedSets, AuditChain],
    },
  ],
})
export class RevocationsModule {
  constructor(
    maintenance: Maintenance,
    database: Database,
    sets: SealedSets,
    @Inject(PLATFORM_SETTINGS) { tokens }: PlatformSettings,
  ) {
    maintenance.every(CLEANING_MS, () => forgetRevocations(database, sets, tokens.maxAgeS));
  }
}
