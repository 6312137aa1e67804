import { Module, type BeforeApplicationShutdown } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { ServiceTokenAuthenticator } from '../auth/auth.guard.js';
import { SealedSets } from '../auth/sealed-set.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { ConnectorsModule } from '../connectors/connectors.module.js';
import { Database } from '../database/database.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { RowSeal } from '../security/seal.js';
import { ServiceTokenVerifier } from './service-token-verifier.js';
import { ServiceTokensController } from './service-tokens.controller.js';
import { TokenService } from './token-service.js';
import { forgetTokens, ServiceTokenStore } from './token-store.js';
import { forgetUses, TokenUses, WRITTEN_MS } from './token-uses.js';

/** Tokens for agents and scripts, which can do what they were made for. */
@Module({
  imports: [AuditModule, ConnectorsModule],
  controllers: [ServiceTokensController],
  providers: [
    {
      provide: ServiceTokenStore,
      useFactory: (
        database: Database,
        sets: SealedSets,
        { fingerprinter }: CredentialKeys,
        { environment }: PlatformSettings,
        audit: AuditChain,
      ) => new ServiceTokenStore(database, sets, RowSeal.from(fingerprinter, environment), audit),
      inject: [Database, SealedSets, CREDENTIAL_KEYS, PLATFORM_SETTINGS, AuditChain],
    },
    { provide: TokenUses, useFactory: (database: Database) => new TokenUses(database), inject: [Database] },
    {
      provide: TokenService,
      useFactory: (store: ServiceTokenStore, directory: ConnectorDirectory) =>
        new TokenService(store, () => directory.all),
      inject: [ServiceTokenStore, ConnectorDirectory],
    },
    ServiceTokenVerifier,
    { provide: ServiceTokenAuthenticator, useExisting: ServiceTokenVerifier },
  ],
  exports: [ServiceTokenAuthenticator, ServiceTokenStore],
})
export class ServiceTokensModule implements BeforeApplicationShutdown {
  constructor(
    private readonly maintenance: Maintenance,
    database: Database,
    sets: SealedSets,
    private readonly uses: TokenUses,
  ) {
    maintenance.every(WRITTEN_MS, () => uses.flush());
    maintenance.every(CLEANING_MS, async () => {
      await forgetTokens(database, sets);
      await forgetUses(database);
    });
  }

  /** Requests have ended: what they counted is written before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.uses.flush().catch(this.maintenance.report);
  }
}
