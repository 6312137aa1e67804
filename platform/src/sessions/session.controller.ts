import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../auth/public.decorator.js';
import { BodyPipe } from '../http/body.pipe.js';
import { localsOf } from '../http/locals.js';
import { requireSameOrigin } from './csrf.js';
import { PORTAL_SETTINGS, type PortalSettings } from './portal-settings.js';
import { noLinks, signInRefused } from './session-problems.js';
import { sessionView, signedOutView, type SessionView } from './session-view.js';
import { Sessions } from './sessions.js';
import { SignInCodes } from './sign-in-codes.js';
import { SignInBody } from './sign-in.body.js';

/** The session of the portal's page. Its routes want no token: they look at the cookie alone. */
@Controller('v1/session')
@Public(true)
export class SessionController {
  constructor(
    @Inject(PORTAL_SETTINGS) private readonly settings: PortalSettings,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SignInCodes) private readonly codes: SignInCodes,
  ) {}

  /** Who is signed in, or how one signs in. */
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
   * Signs out; who is not signed in is signed out already.
   * @throws PlatformError csrf_refused
   */
  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.signOut(request, response);
  }
}
