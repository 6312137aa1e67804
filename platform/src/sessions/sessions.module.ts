import { Module, type DynamicModule } from '@nestjs/common';
import type { Runtime } from 'anthropic-admin-connector';
import { SYSTEM_RUNTIME } from '../config/system-runtime.js';
import { PortalController } from '../portal/portal.controller.js';
import type { Storage } from '../stores/storage.js';
import { OIDC_PATH, OIDC_SIGN_IN, OidcController } from './oidc/oidc.controller.js';
import { OidcSignIn } from './oidc/oidc-sign-in.js';
import { PORTAL_SETTINGS, type PortalSettings } from './portal-settings.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { signInCodesOf, sessionStoreOf } from './stores-of.js';
import { SignInCodes } from './sign-in-codes.js';

/** What sessions are made of. */
export interface SessionsOptions {
  readonly settings: PortalSettings;
  /** Name of the installation. */
  readonly environment: string;
  readonly storage: Pick<Storage, 'database' | 'keys' | 'audit'>;
  readonly clock?: Pick<Runtime, 'now'>;
}

/** The sessions of the portal's page. */
@Module({ controllers: [PortalController, OidcController, SessionController], exports: [Sessions] })
export class SessionsModule {
  /** The module for one platform. */
  static with({ settings, storage, environment, clock = SYSTEM_RUNTIME }: SessionsOptions): DynamicModule {
    const kept = { ...storage, environment, now: () => clock.now() };
    const sessions = new Sessions(sessionStoreOf(kept), storage.audit, settings.publicUrl);
    return {
      module: SessionsModule,
      providers: [
        { provide: PORTAL_SETTINGS, useValue: settings },
        { provide: Sessions, useValue: sessions },
        {
          provide: OIDC_SIGN_IN,
          useValue: settings.oidc && new OidcSignIn(settings.oidc, `${OIDC_PATH}/callback`),
        },
        { provide: SignInCodes, useValue: signInCodesOf(kept) },
      ],
    };
  }
}
