import { Module, type DynamicModule } from '@nestjs/common';
import type { CredentialKeys, Runtime } from 'anthropic-admin-connector';
import { AuditChain } from '../audit/audit-chain.js';
import { AuditModule } from '../audit/audit.module.js';
import { SessionAuthenticator } from '../auth/auth.guard.js';
import { Revocations } from '../auth/token-verifier.js';
import { PLATFORM_SETTINGS, type PlatformSettings } from '../config/platform.config.js';
import { Database } from '../database/database.js';
import { CREDENTIAL_KEYS } from '../installation/installation.module.js';
import { CLEANING_MS, Maintenance } from '../installation/maintenance.js';
import { SealedSets } from '../auth/sealed-set.js';
import { OIDC_PATH, OIDC_SIGN_IN, OidcController } from './oidc/oidc.controller.js';
import { OidcSignIn } from './oidc/oidc-sign-in.js';
import { Tenants } from '../tenants/tenants.js';
import { PORTAL_SETTINGS, type PortalSettings } from './portal.config.js';
import { PrincipalSeal } from './principal-seal.js';
import { forgetSessions, SessionStore } from './session-store.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { SignInCodes } from './sign-in-codes.js';

/** The dependencies of the sessions. */
export interface SessionsOptions {
  readonly settings: PortalSettings;
  readonly clock?: Pick<Runtime, 'now'>;
}

/** The sessions of the portal's page. */
@Module({
  imports: [AuditModule],
  controllers: [OidcController, SessionController],
  providers: [{ provide: SessionAuthenticator, useExisting: Sessions }],
  exports: [SessionAuthenticator],
})
export class SessionsModule {
  constructor(maintenance: Maintenance, database: Database, sets: SealedSets) {
    maintenance.every(CLEANING_MS, () => forgetSessions(database, sets));
  }

  /** The module for one platform. */
  static register({ settings, clock = { now: Date.now } }: SessionsOptions): DynamicModule {
    const now = (): number => clock.now();
    const { oidc, publicUrl } = settings;
    return {
      module: SessionsModule,
      providers: [
        { provide: PORTAL_SETTINGS, useValue: settings },
        { provide: OIDC_SIGN_IN, useValue: oidc && new OidcSignIn(oidc, `${OIDC_PATH}/callback`) },
        {
          provide: Sessions,
          useFactory: (
            { db }: Database,
            { fingerprinter }: CredentialKeys,
            { environment }: PlatformSettings,
            audit: AuditChain,
            revocations: Revocations,
            sets: SealedSets,
            tenants: Tenants,
          ) => {
            const seal = PrincipalSeal.from(fingerprinter, 'session', environment);
            return new Sessions(
              new SessionStore(db, seal, sets.sessions, now),
              audit,
              publicUrl,
              revocations,
              tenants,
            );
          },
          inject: [
            Database,
            CREDENTIAL_KEYS,
            PLATFORM_SETTINGS,
            AuditChain,
            Revocations,
            SealedSets,
            Tenants,
          ],
        },
        {
          provide: SignInCodes,
          useFactory: (
            { db }: Database,
            { fingerprinter }: CredentialKeys,
            { environment }: PlatformSettings,
            { codes }: SealedSets,
          ) =>
            new SignInCodes(db, PrincipalSeal.from(fingerprinter, 'sign-in-code', environment), codes, now),
          inject: [Database, CREDENTIAL_KEYS, PLATFORM_SETTINGS, SealedSets],
        },
      ],
    };
  }
}
