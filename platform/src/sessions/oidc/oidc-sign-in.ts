import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { principalFrom, WrongClaim } from '../../auth/claims.js';
import type { Principal } from '../../http/request-context.js';
import { networkOf } from '../../http/addresses.js';
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
  sign_in_throttled: 'too many sign-ins from one address came back within a minute',
  tenant_disabled: 'the operator of the platform has disabled the tenant',
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

/** Attempts that a browser can have under way, one for each tab; a further one ends the oldest. */
const MAX_ATTEMPTS = 5;
const SEPARATOR = '.';

const WINDOW_S = 60;

/** Signing in at an issuer: the code flow with PKCE, state and nonce. */
export class OidcSignIn {
  readonly #cookie: PrivateCookie;
  readonly #issuer: Issuer;
  readonly #returns: RateLimiterMemory | undefined;

  /** @param callback - path of the route that browsers come back to, below the portal. */
  constructor(
    readonly settings: OidcSettings,
    callback: string,
  ) {
    // Lax, because the issuer redirects the browser back.
    const options = { sameSite: 'lax', maxAge: ATTEMPT_MS } as const;
    this.#cookie = new PrivateCookie('portal_sign_in', settings.portal, options);
    this.#issuer = new Issuer(settings, new URL(callback, settings.portal));
    const { signInsPerMinute: points } = settings;
    if (points > 0) this.#returns = new RateLimiterMemory({ points, duration: WINDOW_S });
  }

  /**
   * Starts an attempt and stores it in the browser, beside those of other tabs.
   * @returns the URL to redirect the browser to.
   * @throws SignInProblem
   */
  async begin(request: Request, response: Response): Promise<URL> {
    const secret = newSecret();
    const url = await this.#issuer.authorizationUrl(attemptOf(secret));
    this.keep(response, [...this.secretsOf(request), secret].slice(-MAX_ATTEMPTS));
    return url;
  }

  /**
   * Ends the attempt of a returning browser, and no other one. A return that belongs to none changes nothing.
   * @returns the person.
   * @throws SignInProblem
   */
  async finish(request: Request, response: Response): Promise<Principal> {
    const query = new URL(request.originalUrl, this.settings.portal).searchParams;
    const state = query.get('state') ?? '';
    const secrets = this.secretsOf(request);
    const secret = secrets.find((one) => sameText(state, attemptOf(one).state));
    if (secret === undefined) throw new SignInProblem('sign_in_expired');
    await this.count(request);
    this.keep(
      response,
      secrets.filter((one) => one !== secret),
    );
    if (query.get('error') === 'access_denied') throw new SignInProblem('sign_in_denied');
    return this.principalOf(query, attemptOf(secret));
  }

  private secretsOf(request: Request): string[] {
    return (this.#cookie.read(request) ?? '').split(SEPARATOR).filter(isSecret).slice(-MAX_ATTEMPTS);
  }

  private keep(response: Response, secrets: readonly string[]): void {
    if (secrets.length === 0) this.#cookie.clear(response);
    else this.#cookie.set(response, secrets.join(SEPARATOR));
  }

  /**
   * Counts a return by the address that it comes from, because each causes a request to the issuer.
   * @throws SignInProblem sign_in_throttled
   */
  private async count({ ip = '' }: Request): Promise<void> {
    await this.#returns?.consume(networkOf(ip)).catch((refused: unknown) => {
      throw refused instanceof RateLimiterRes ? new SignInProblem('sign_in_throttled') : refused;
    });
  }

  private async principalOf(query: URLSearchParams, attempt: Attempt): Promise<Principal> {
    const claims = await this.#issuer.claims(query, attempt).catch((error: unknown) => {
      if (error instanceof SignInProblem) throw error;
      throw new SignInProblem(isOutage(error) ? 'issuer_unavailable' : 'sign_in_failed', { cause: error });
    });
    try {
      return principalFrom(claims);
    } catch (error) {
      const cause = error instanceof WrongClaim ? { code: error.claim } : error;
      throw new SignInProblem('sign_in_incomplete', { cause });
    }
  }
}
