import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { Length } from 'class-validator';
import type { Request, Response } from 'express';
import { Public } from '../auth/decorators.js';
import { BodyPipe } from '../http/body.pipe.js';
import { localsOf } from '../http/request-context.js';
import { requireSameOrigin } from './csrf.js';
import { PORTAL_SETTINGS, type PortalSettings } from './portal.config.js';
import type { SignInWay } from './session-facts.js';
import { noLinks, signInRefused } from './session-problems.js';
import type { Session } from './session-store.js';
import { Sessions } from './sessions.js';
import { SignInCodes } from './sign-in-codes.js';

/** The body of `POST /v1/session`. */
export class SignInBody {
  /** The code of a sign-in link. */
  @Length(1, 256, { message: 'code must be the code of a sign-in link' })
  code: string;
}

/** The current session, or the ways to sign in. */
export type SessionView =
  | {
      readonly signed_in: true;
      readonly subject: string;
      readonly tenant: string;
      readonly permissions: readonly string[];
      /** RFC 3339. */
      readonly expires_at: string;
      /** Must be sent as `X-CSRF-Token`. */
      readonly csrf_token: string;
    }
  | { readonly signed_in: false; readonly sign_in: readonly SignInWay[] };

/** A session as the page sees it. */
export const sessionView = ({ principal, csrfToken, expiresAt }: Session): SessionView => ({
  signed_in: true,
  subject: principal.actor.id,
  tenant: principal.tenantId,
  permissions: principal.permissions,
  expires_at: expiresAt,
  csrf_token: csrfToken,
});

/** The response before sign-in. */
export const signedOutView = (ways: readonly SignInWay[]): SessionView => ({
  signed_in: false,
  sign_in: ways,
});

/** The session of the portal's page. Its routes require no token: they use the cookie only. */
@Controller('v1/session')
@Public(true)
export class SessionController {
  constructor(
    @Inject(PORTAL_SETTINGS) private readonly settings: PortalSettings,
    private readonly sessions: Sessions,
    private readonly codes: SignInCodes,
  ) {}

  /** The current session, or the ways to sign in. */
  @Get()
  async show(@Req() request: Request): Promise<SessionView> {
    const session = await this.sessions.of(request);
    return session ? sessionView(session) : signedOutView(this.settings.ways);
  }

  /**
   * Signs in by the code of a link, which works once.
   * @throws PlatformError sign_in_refused, csrf_refused
   */
  @Post()
  @HttpCode(200)
  async signIn(
    @Body(new BodyPipe(SignInBody)) { code }: SignInBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    requireSameOrigin(request, this.settings.publicUrl);
    if (!this.settings.ways.includes('link')) throw noLinks();
    const principal = await this.codes.redeem(code);
    if (!principal) throw signInRefused();
    localsOf(response).principal = principal;
    return sessionView(await this.sessions.signIn(request, response, principal, 'link'));
  }

  /**
   * Signs out; has no effect without a session.
   * @throws PlatformError csrf_refused
   */
  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.signOut(request, response);
  }
}
