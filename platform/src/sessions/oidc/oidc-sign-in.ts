import type { Request, Response } from 'express';
import { principalFrom } from '../../auth/claims.js';
import type { Principal } from '../../http/request-context.js';
import { sameText } from '../../security/seal.js';
import type { OidcSettings } from '../portal.config.js';
import { PrivateCookie } from '../private-cookie.js';
import { isSecret, newSecret } from '../secrets.js';
import { attemptOf, Issuer, isOutage, type Attempt } from './issuer.js';

/** Why a sign-in at the issuer failed, as text for the log; the page gets the code. */
export const SIGN_IN_PROBLEMS = {
  issuer_unavailable: 'the identity provider is unreachable or its response is invalid',
  sign_in_denied: 'the identity provider denied access',
  sign_in_expired: 'this browser did not start the sign-in, or started it more than ten minutes ago',
  sign_in_incomplete: 'the claims do not name a person and a tenant (sub, tenantId, roles, permissions)',
  sign_in_failed: 'the response of the identity provider failed validation',
} as const;

/** One of the reasons. */
export type SignInProblemCode = keyof typeof SIGN_IN_PROBLEMS;

/** A sign-in that failed. */
export class SignInProblem extends Error {
  override readonly name = 'SignInProblem';

  constructor(
    readonly code: SignInProblemCode,
    options?: ErrorOptions,
  ) {
    super(SIGN_IN_PROBLEMS[code], options);
  }
}

/** Maximum time to sign in at the issuer. */
const ATTEMPT_MS = 10 * 60 * 1000;

/** Signing in at an issuer: the code flow with PKCE, state and nonce. */
export class OidcSignIn {
  readonly #cookie: PrivateCookie;
  readonly #issuer: Issuer;

  /** @param callback - path of the route that browsers come back to, below the portal. */
  constructor(
    readonly settings: OidcSettings,
    callback: string,
  ) {
    // Lax, because the issuer redirects the browser back.
    const options = { sameSite: 'lax', maxAge: ATTEMPT_MS } as const;
    this.#cookie = new PrivateCookie('portal_sign_in', settings.portal, options);
    this.#issuer = new Issuer(settings, new URL(callback, settings.portal));
  }

  /**
   * Starts an attempt and stores it in the browser.
   * @returns the URL to redirect the browser to.
   * @throws SignInProblem
   */
  async begin(response: Response): Promise<URL> {
    const secret = newSecret();
    const url = await this.#issuer.authorizationUrl(attemptOf(secret));
    this.#cookie.set(response, secret);
    return url;
  }

  /**
   * Ends the attempt of a returning browser in every case.
   * @returns the person.
   * @throws SignInProblem
   */
  async finish(request: Request, response: Response): Promise<Principal> {
    const secret = this.#cookie.read(request);
    this.#cookie.clear(response);
    const query = new URL(request.originalUrl, this.settings.portal).searchParams;
    if (secret === undefined || !isSecret(secret)) throw new SignInProblem('sign_in_expired');
    const attempt = attemptOf(secret);
    if (!sameText(query.get('state') ?? '', attempt.state)) throw new SignInProblem('sign_in_expired');
    if (query.get('error') === 'access_denied') throw new SignInProblem('sign_in_denied');
    return this.principalOf(query, attempt);
  }

  private async principalOf(query: URLSearchParams, attempt: Attempt): Promise<Principal> {
    const claims = await this.#issuer.claims(query, attempt).catch((error: unknown) => {
      if (error instanceof SignInProblem) throw error;
      throw new SignInProblem(isOutage(error) ? 'issuer_unavailable' : 'sign_in_failed', { cause: error });
    });
    const principal = principalFrom(claims);
    if (!principal) throw new SignInProblem('sign_in_incomplete');
    return principal;
  }
}
