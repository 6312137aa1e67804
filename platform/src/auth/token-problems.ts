import { PlatformError } from '../problems/platform-error.js';

/** What a 401 asks for. */
export const REALM = 'Bearer realm="anthropic-admin-platform"';
const HOW =
  'Send the header Authorization: Bearer <token>; npm run -s token -- --tenant acme makes one for the demo.';

/** There is no token. */
export const missingToken = (): PlatformError =>
  new PlatformError('unauthenticated', {
    message: 'This request carries no bearer token.',
    fix: HOW,
    headers: { 'www-authenticate': REALM },
  });

/** There is a token, but not a good one. The reason never quotes it. */
export const invalidToken = (reason: string): PlatformError =>
  new PlatformError('unauthenticated', {
    message: `The bearer token is not accepted. ${reason}`,
    fix: HOW,
    headers: {
      'www-authenticate': `${REALM}, error="invalid_token", error_description="${reason.replaceAll('"', "'")}"`,
    },
  });

/** The token cannot be judged: no verdict, so no 401. */
export const keysOutOfReach = (): PlatformError =>
  new PlatformError('unavailable', {
    message: 'The token could not be verified: the keys of the identity provider are out of reach.',
    fix: 'Try again in a moment; an operator may have to look at PLATFORM_JWKS_URL.',
    retryable: true,
  });
