import { Module } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { Database } from '../database/database.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { AuditChain } from './audit-chain.js';
import { AuditController } from './audit.controller.js';
import { DatabaseAudit } from './database-audit.js';
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
      provide: AuditChain,
      useFactory: (database: Database, seal: HeadSeal) => new AuditChain(database, seal),
      inject: [Database, HeadSeal],
    },
    {
      provide: DatabaseAudit,
      useFactory: (chain: AuditChain) => new DatabaseAudit(chain),
      inject: [AuditChain],
    },
  ],
  exports: [AuditChain, DatabaseAudit],
})
export class AuditModule {}
