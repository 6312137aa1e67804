import type { JWTPayload } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  type Configuration,
} from 'openid-client';
import type { OidcSettings } from '../portal.config.js';
import { derivedFrom } from '../secrets.js';
import { SignInProblem } from './oidc-sign-in.js';

/** What belongs to one attempt to sign in at the issuer, and to no other. */
export interface Attempt {
  /** Comes back in the browser's URL, and shows that this browser has begun it. */
  readonly state: string;
  /** Comes back inside of the ID token. */
  readonly nonce: string;
  /** Shows the issuer that who redeems the code is who has asked for it (PKCE). */
  readonly verifier: string;
}

/**
 * The attempt that a secret stands for. The secret is in a cookie of the browser and nowhere else, so that any process
 * can go on with the attempt, and beginning one costs the platform nothing.
 */
export const attemptOf = (secret: string): Attempt => ({
  state: derivedFrom(secret, 'state'),
  nonce: derivedFrom(secret, 'nonce'),
  verifier: derivedFrom(secret, 'verifier'),
});

const SCOPE = 'openid profile email';
const PATIENCE_S = 10;
const CLOCK_TOLERANCE_S = 5;

/** The issuer that people sign in at. It is asked what it offers when the first of them comes, not at the start. */
export class Issuer {
  #known: Promise<Configuration> | undefined;

  /** @param callback - where browsers come back to. */
  constructor(
    private readonly settings: OidcSettings,
    private readonly callback: URL,
  ) {}

  /**
   * Where a browser goes to sign in.
   * @throws SignInProblem issuer_unavailable
   */
  async authorizationUrl({ state, nonce, verifier }: Attempt): Promise<URL> {
    return buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.callback.href,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * What the issuer says of who has come back: the claims of the ID token, and those of the user info for what it lacks.
   * @param query - what the browser has brought.
   * @throws SignInProblem issuer_unavailable
   * @throws what `openid-client` throws where an answer does not hold.
   */
  async claims(query: URLSearchParams, { state, nonce, verifier }: Attempt): Promise<JWTPayload> {
    const configuration = await this.configuration();
    const url = new URL(this.callback);
    url.search = query.toString();
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims() as JWTPayload & { readonly sub: string };
    const asksMore = claims['tenantId'] === undefined && configuration.serverMetadata().userinfo_endpoint;
    if (!asksMore) return claims;
    return {
      ...(await fetchUserInfo(configuration, tokens.access_token, claims.sub)),
      ...claims,
    };
  }

  private configuration(): Promise<Configuration> {
    this.#known ??= this.discover().catch((error: unknown) => {
      this.#known = undefined;
      throw new SignInProblem('issuer_unavailable', { cause: error });
    });
    return this.#known;
  }

  private discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    return discovery(
      issuer,
      clientId,
      { [clockTolerance]: CLOCK_TOLERANCE_S },
      clientSecret === undefined ? None() : ClientSecretBasic(clientSecret),
      {
        timeout: PATIENCE_S,
        // The ID token comes over TLS from the issuer itself; its signature is checked all the same.
        execute: [
          enableNonRepudiationChecks,
          ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
        ],
      },
    );
  }
}

/** What fetch throws where nobody answers, or not to the end. */
const NETWORK: readonly unknown[] = ['fetch failed', 'terminated'];

interface Told {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** Whether an error of `openid-client` says that the issuer is out of reach, and nothing of who wants to sign in. */
export function isOutage(error: unknown): boolean {
  const { code, cause } = error as Told;
  return code === 'OAUTH_TIMEOUT' || isNetworkError(error) || isNetworkError(cause);
}

function isNetworkError(error: unknown): boolean {
  const { name, message } = (error ?? {}) as Told;
  return name === 'TypeError' && NETWORK.includes(message);
}
