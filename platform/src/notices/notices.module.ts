import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { AuditModule } from '../audit/audit.module.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { Lease } from '../database/lease.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { NoticeSettingsHolder } from './notice-settings-holder.js';
import type { NoticeSettings } from './notices.config.js';
import { NoticesController } from './notices.controller.js';
import { Notices } from './notices.js';
import { Outbox } from './outbox.js';
import { TargetSeal } from './target-seal.js';

/** Notices: where they go, and the outbox that sends them. */
@Global()
@Module({})
export class NoticesModule {
  constructor(maintenance: Maintenance, outbox: Outbox) {
    maintenance.every(CLEANING_MS, () => outbox.forget());
  }

  /** The module with its settings. */
  static forRoot(settings: NoticeSettings): DynamicModule {
    return {
      module: NoticesModule,
      imports: [AuditModule],
      controllers: [NoticesController],
      providers: [
        { provide: NoticeSettingsHolder, useValue: new NoticeSettingsHolder(settings) },
        {
          provide: Notices,
          useFactory: (
            database: Database,
            { fingerprinter }: CredentialKeys,
            { environment }: PlatformSettings,
          ) => new Notices(database, TargetSeal.from(fingerprinter, environment)),
          inject: [Database, CREDENTIAL_KEYS, PLATFORM_SETTINGS],
        },
        {
          provide: Outbox,
          useFactory: (database: Database, notices: Notices, maintenance: Maintenance) =>
            new Outbox(database, notices, new Lease(database.db, 'notices', Date.now), settings, (error) =>
              maintenance.report(error),
            ),
          inject: [Database, Notices, Maintenance],
        },
      ],
      exports: [Notices],
    };
  }
}
