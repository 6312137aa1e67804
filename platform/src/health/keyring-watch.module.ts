import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { CredentialKeys } from 'anthropic-admin-connector';
import type { Logger } from 'pino';
import { readEnvironment, whole } from '../config/environment.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { Maintenance } from '../installation/maintenance.js';
import { Metrics } from '../metrics/metrics.js';
import { KeyringWatch } from './keyring-watch.js';

/** How often the file is looked at, milliseconds. */
export const LOOK_MS = 2_000;

/** The environment variables of the watch. */
export const KEYRING_WATCH_VARIABLES = { CREDENTIAL_KEYS_GRACE_MS: whole(0, 86_400_000, 60_000) };

/**
 * Reads the grace period, milliseconds.
 * @throws SettingsError that names the variable and shows a valid value.
 */
export const keyringGraceFrom = (env: NodeJS.ProcessEnv): number =>
  readEnvironment(KEYRING_WATCH_VARIABLES, env).CREDENTIAL_KEYS_GRACE_MS;

/** Where the watch writes, and how long it waits. */
export interface KeyringWatchOptions {
  readonly graceMs: number;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

/** Watches the keyring file: logs and counts that it cannot be used, and tells readiness. */
@Global()
@Module({})
export class KeyringWatchModule {
  constructor(maintenance: Maintenance, watch: KeyringWatch) {
    maintenance.every(LOOK_MS, () => watch.look());
  }

  /** The module for one platform. */
  static register({ graceMs, log }: KeyringWatchOptions): DynamicModule {
    return {
      module: KeyringWatchModule,
      providers: [
        {
          provide: KeyringWatch,
          inject: [CREDENTIAL_KEYS, Metrics],
          useFactory: ({ provider }: CredentialKeys, metrics: Metrics) =>
            new KeyringWatch(provider, graceMs, {
              failed: (error, first) => {
                metrics.keyringFailures.inc();
                if (first) log.warn({ reason: reasonOf(error) }, FAILED);
              },
              recovered: () => log.info('the keyring file can be used again'),
            }),
        },
      ],
      exports: [KeyringWatch],
    };
  }
}

const FAILED =
  'the keyring file cannot be used: what is loaded still opens records, no key can be saved, and the next start would fail';

/** Messages about a keyring hold no part of a key. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : typeof error);
