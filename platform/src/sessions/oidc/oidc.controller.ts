import { Controller, Get, Inject, Logger, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../auth/decorators.js';
import { AnyQuery } from '../../http/known-query.js';
import { PlatformError } from '../../problems/platform-error.js';
import { localsOf } from '../../http/request-context.js';
import { noIssuer } from '../session-problems.js';
import { Sessions } from '../sessions.js';
import { OidcSignIn, SignInProblem } from './oidc-sign-in.js';

/** The path of the routes. */
export const OIDC_PATH = 'v1/session/oidc';

/** Injects the sign-in at an issuer; undefined if none is configured. */
export const OIDC_SIGN_IN = Symbol('OIDC_SIGN_IN');

/** Redirects browsers to the issuer and handles their return. */
@Controller(OIDC_PATH)
@Public(true)
export class OidcController {
  readonly #logger = new Logger('OidcController');

  constructor(
    @Inject(OIDC_SIGN_IN) private readonly oidc: OidcSignIn | undefined,
    private readonly sessions: Sessions,
  ) {}

  /** Redirects the browser to the issuer. */
  @Get('start')
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.redirect(request, response, async (oidc) => (await oidc.begin(request, response)).href);
  }

  /** Handles the return from the issuer and signs the person in. */
  @Get('callback')
  @AnyQuery(true)
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.redirect(request, response, async (oidc) => {
      const principal = await oidc.finish(request, response);
      localsOf(response).principal = principal;
      await this.sessions.signIn(request, response, principal, 'oidc').catch(asSignInProblem);
      return oidc.settings.portal.href;
    });
  }

  /**
   * A browser navigates here, so the page reports a failure, not a problem document. A finished return that is loaded again
   * leads to the page, where the person is signed in.
   */
  private async redirect(
    request: Request,
    response: Response,
    to: (oidc: OidcSignIn) => Promise<string>,
  ): Promise<void> {
    const { oidc } = this;
    if (!oidc) throw noIssuer();
    const portal = oidc.settings.portal.href;
    try {
      response.redirect(await to(oidc));
    } catch (error) {
      if (!(error instanceof SignInProblem)) throw error;
      const signedIn = error.code === 'sign_in_expired' && (await this.sessions.of(request)) !== undefined;
      if (!signedIn) this.note(error, response);
      response.redirect(signedIn ? portal : `${portal}#/sign-in?problem=${error.code}`);
    }
  }

  /** Codes only: messages and parameters come from the issuer and may contain anything. */
  private note({ code, message, cause }: SignInProblem, response: Response): void {
    localsOf(response).problemCode = code;
    const reason = (cause as { code?: unknown } | undefined)?.code;
    this.#logger.warn(
      `Sign-in failed (${code}): ${message}${typeof reason === 'string' ? ` (${reason})` : ''}.`,
    );
  }
}

/** @throws SignInProblem for a disabled tenant, so the page can say so; everything else as it is. */
function asSignInProblem(error: unknown): never {
  if (error instanceof PlatformError && error.code === 'tenant_disabled') {
    throw new SignInProblem('tenant_disabled', { cause: error });
  }
  throw error;
}
