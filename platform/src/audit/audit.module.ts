import { Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { PACING_SETTINGS, type PacingSettings } from '../config/anthropic.config.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Maintenance } from '../installation/maintenance.js';
import { RefusedCalls } from './refused-calls.js';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { Database } from '../database/database.js';
import { DatabaseClock } from '../database/database-clock.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { AuditChain } from './audit-chain.js';
import { AuditController } from './audit.controller.js';
import { DatabaseAudit } from './database-audit.js';
import { InputBudget } from './details.js';
import { HeadSeal } from './entry.js';

/** The audit: who did what, one tamper-evident chain per tenant. */
@Module({
  controllers: [AuditController],
  providers: [
    {
      provide: HeadSeal,
      useFactory: ({ fingerprinter }: CredentialKeys) => HeadSeal.from(fingerprinter),
      inject: [CREDENTIAL_KEYS],
    },
    {
      provide: DatabaseClock,
      useFactory: (database: Database) => new DatabaseClock(database),
      inject: [Database],
    },
    {
      provide: AuditChain,
      useFactory: (...given: [Database, HeadSeal, DatabaseClock]) => new AuditChain(...given),
      inject: [Database, HeadSeal, DatabaseClock],
    },
    {
      provide: RefusedCalls,
      useFactory: (chain: AuditChain, { audit }: PlatformSettings, maintenance: Maintenance) =>
        new RefusedCalls(chain, audit.refusedPerMinute, (error) => maintenance.report(error)),
      inject: [AuditChain, PLATFORM_SETTINGS, Maintenance],
    },
    {
      provide: DatabaseAudit,
      useFactory: (
        chain: AuditChain,
        refused: RefusedCalls,
        { audit }: PlatformSettings,
        { subjectShare }: PacingSettings,
      ) =>
        new DatabaseAudit(chain, {
          refused,
          inputs: new InputBudget(audit.inputBytes, subjectShare),
          readsRequired: audit.readsRequired,
        }),
      inject: [AuditChain, RefusedCalls, PLATFORM_SETTINGS, PACING_SETTINGS],
    },
  ],
  exports: [AuditChain, DatabaseAudit, DatabaseClock, HeadSeal],
})
export class AuditModule implements BeforeApplicationShutdown {
  constructor(
    maintenance: Maintenance,
    private readonly refused: RefusedCalls,
  ) {
    maintenance.every(FLUSH_MS, () => refused.flush());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.refused.flush(true);
  }
}

const FLUSH_MS = 5_000;
