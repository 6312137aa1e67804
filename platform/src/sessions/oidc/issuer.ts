import type { JWTPayload } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import type { OidcSettings } from '../portal.config.js';
import { derivedFrom } from '../secrets.js';
import { SignInProblem } from './oidc-sign-in.js';

/** The values of one sign-in attempt at the issuer. */
export interface Attempt {
  /** Returned in the browser's URL; shows that this browser started the attempt. */
  readonly state: string;
  /** Returned in the ID token. */
  readonly nonce: string;
  /** Shows the issuer that the code is redeemed by its requester (PKCE). */
  readonly verifier: string;
}

/**
 * The attempt of a secret. The secret is only in a cookie of the browser, so any process can continue the attempt,
 * and starting one stores nothing.
 */
export const attemptOf = (secret: string): Attempt => ({
  state: derivedFrom(secret, 'state'),
  nonce: derivedFrom(secret, 'nonce'),
  verifier: derivedFrom(secret, 'verifier'),
});

const SCOPE = 'openid profile email';
const PATIENCE_S = 10;
const CLOCK_TOLERANCE_S = 5;

/** The issuer that people sign in at. Its metadata is fetched at the first sign-in, not at startup. */
export class Issuer {
  #known: Promise<Configuration> | undefined;

  /** @param callback - where browsers come back to. */
  constructor(
    private readonly settings: OidcSettings,
    private readonly callback: URL,
  ) {}

  /**
   * The URL at which a browser signs in.
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
   * What the issuer says of who has come back: the claims of the ID token, and from the user info each one that it lacks.
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
    const missing = COMPLETED.filter((name) => isAbsent(claims[name]));
    if (missing.length === 0 || !configuration.serverMetadata().userinfo_endpoint) return claims;
    const info: Readonly<Record<string, unknown>> = await fetchUserInfo(
      configuration,
      tokens.access_token,
      claims.sub,
    );
    return { ...claims, ...Object.fromEntries(missing.map((name) => [name, info[name]])) };
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
      clientSecret === undefined ? None() : secretAuth(clientSecret),
      {
        timeout: PATIENCE_S,
        // The ID token comes over TLS from the issuer itself; its signature is checked anyway.
        execute: [
          enableNonRepudiationChecks,
          ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
        ],
      },
    );
  }
}

/** The claims that may be in the user info in place of the ID token. */
const COMPLETED = ['tenantId', 'roles', 'permissions', 'type'] as const;

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** Shows the secret in the header, or in the body where the issuer supports that alone. */
function secretAuth(secret: string): ClientAuth {
  const [inHeader, inBody] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (issuer, ...request) => {
    const { token_endpoint_auth_methods_supported: supported } = issuer;
    const bodyOnly = supported?.includes('client_secret_post') && !supported.includes('client_secret_basic');
    (bodyOnly ? inBody : inHeader)(issuer, ...request);
  };
}

/** What fetch throws without a complete response. */
const NETWORK: readonly unknown[] = ['fetch failed', 'terminated'];

interface Told {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** Whether an error of `openid-client` means that the issuer is unreachable. */
export function isOutage(error: unknown): boolean {
  const { code, cause } = error as Told;
  return code === 'OAUTH_TIMEOUT' || isNetworkError(error) || isNetworkError(cause);
}

function isNetworkError(error: unknown): boolean {
  const { name, message } = (error ?? {}) as Told;
  return name === 'TypeError' && NETWORK.includes(message);
}
