import { Inject, Module } from '@nestjs/common';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { SealedSets } from '../auth/sealed-set.js';
import { ServiceTokensModule } from '../service-tokens/service-tokens.module.js';
import { ServiceTokenStore } from '../service-tokens/token-store.js';
import { forgetRevocations, RevocationStore } from './revocation-store.js';
import { RevocationsController } from './revocations.controller.js';

/** The revocation of tokens before they expire. */
@Module({
  imports: [AuditModule, ServiceTokensModule],
  controllers: [RevocationsController],
  providers: [
    {
      provide: RevocationStore,
      useFactory: (database: Database, sets: SealedSets, audit: AuditChain, tokens: ServiceTokenStore) =>
        new RevocationStore(database, sets, audit, tokens),
      inject: [Database, SealedSets, AuditChain, ServiceTokenStore],
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
