import {
  Global,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { Revocations } from '../auth/token-verifier.js';
import { PACING_SETTINGS, type PacingSettings } from '../config/anthropic.config.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { Shutdown } from '../http/shutdown.js';
import { RowSeal } from '../security/seal.js';
import { SealedSets } from '../auth/sealed-set.js';
import { Tenants } from '../tenants/tenants.js';
import { Maintenance } from './maintenance.js';

/** Injects the keyring: the keys that encrypt credentials, and the fingerprint key. */
export const CREDENTIAL_KEYS = Symbol('CREDENTIAL_KEYS');

/** The dependencies of every store. */
export interface Installation {
  readonly settings: PlatformSettings;
  readonly pacing: PacingSettings;
  /** Closed when the application shuts down. */
  readonly database: Database;
  readonly keys: CredentialKeys;
  readonly shutdown: Shutdown;
  /** Receives errors of background work. */
  readonly report: (error: unknown) => void;
}

/** The settings, the database and the keyring of this installation, what is revoked in it, its tenants, and the maintenance of its stores. */
@Global()
@Module({})
export class InstallationModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly maintenance: Maintenance,
  ) {}

  /** The module over an open database. */
  static forRoot({ settings, pacing, database, keys, shutdown, report }: Installation): DynamicModule {
    const providers = [
      { provide: PLATFORM_SETTINGS, useValue: settings },
      { provide: PACING_SETTINGS, useValue: pacing },
      { provide: Database, useValue: database },
      { provide: CREDENTIAL_KEYS, useValue: keys },
      { provide: Shutdown, useValue: shutdown },
      { provide: Maintenance, useValue: new Maintenance(report) },
      {
        provide: SealedSets,
        useValue: new SealedSets(database, RowSeal.from(keys.fingerprinter, settings.environment)),
      },
      Revocations,
      {
        provide: Tenants,
        useValue: new Tenants(database, RowSeal.from(keys.fingerprinter, settings.environment)),
      },
    ];
    return { module: InstallationModule, providers, exports: providers };
  }

  onApplicationBootstrap(): void {
    this.maintenance.start();
  }

  /** Requests have ended, and nothing else uses the database. */
  async onApplicationShutdown(): Promise<void> {
    this.maintenance.stop();
    await this.database.close();
  }
}
