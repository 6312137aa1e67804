import { SignJWT, type JWTPayload } from 'jose';

/** The signing secret of the tests. */
export const SECRET = 'a-secret-of-the-tests-that-is-long-enough-to-be-one';

/** What tokens of the tests name as issuer and audience. */
export const NAME = 'anthropic-admin-platform';

/** Claims of a good token, expiry aside. */
export const CLAIMS = {
  sub: 'ada',
  tenantId: 'acme',
  type: 'userToken',
  roles: ['admin'],
  permissions: ['*'],
  iss: NAME,
  aud: NAME,
} as const;

/** Signs claims as the platform's own command would, with what is given in place of the usual. */
export const signedToken = (claims: JWTPayload = {}, secret = SECRET, alg = 'HS256'): Promise<string> =>
  new SignJWT({ ...CLAIMS, exp: Math.floor(Date.now() / 1000) + 600, ...claims } as JWTPayload)
    .setProtectedHeader({ alg })
    .sign(Buffer.from(secret));
