import { errors } from 'jose';
import type { PlatformSettings } from '../config/platform.config.js';
import { PlatformError } from '../problems/platform-error.js';
import { WrongClaim } from './claims.js';
import { KeysHeldBack } from './provider-keys.js';

/** Why a token was not verified. */
export function tokenProblemOf(error: unknown, { keys, maxAgeS }: PlatformSettings['tokens']): PlatformError {
  if (error instanceof WrongClaim) return invalidToken(error.message);
  if (error instanceof errors.JWTExpired) {
    return invalidToken(
      error.claim === 'iat'
        ? `It was issued more than ${maxAgeS} s ago, which is the most that this platform accepts.`
        : 'It has expired.',
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    return invalidToken(`Its claim "${error.claim}" is missing or has an unexpected value.`);
  }
  if (error instanceof KeysHeldBack) return keysOutOfReach(error.afterMs);
  if (keys.kind === 'jwks' && isOutage(error)) return keysOutOfReach();
  return invalidToken('It is not a JWT signed by the right key.');
}

/** How jose reports a JWKS that cannot be fetched or read; it passes network errors on unchanged. */
const OUTAGES: ReadonlySet<string> = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

const isOutage = (error: unknown): boolean => !(error instanceof errors.JOSEError) || OUTAGES.has(error.code);

/** The challenge of a 401. */
export const REALM = 'Bearer realm="anthropic-admin-platform"';

/** What was built is run without npm. */
const command = (): string =>
  process.env['npm_lifecycle_event'] === undefined ? 'anthropic-admin-platform token' : 'npm run -s token --';

const how = (): string =>
  `Send the header Authorization: Bearer <token>; ${command()} --tenant acme makes one for the demo.`;

/** There is no token. */
export const missingToken = (): PlatformError =>
  new PlatformError('unauthenticated', {
    message: 'This request carries no bearer token.',
    fix: how(),
    headers: { 'www-authenticate': REALM },
  });

/** The token is not valid. The reason never quotes it. */
export const invalidToken = (reason: string): PlatformError =>
  new PlatformError('unauthenticated', {
    message: `The bearer token is not accepted. ${reason}`,
    fix: how(),
    headers: {
      'www-authenticate': `${REALM}, error="invalid_token", error_description="${reason.replaceAll('"', "'")}"`,
    },
  });

/** The token could not be verified: without a verdict it is not a 401. */
const keysOutOfReach = (afterMs?: number): PlatformError =>
  new PlatformError('unavailable', {
    message: 'The token could not be verified: the keys of the identity provider are out of reach.',
    fix: 'Try again in a moment; an operator may have to look at PLATFORM_JWKS_URL.',
    resend: 'after_wait',
    ...(afterMs === undefined ? {} : { afterMs }),
  });

/** The token was revoked. It does not say by which rule, because its bearer may not be its owner. */
export const revokedToken = (): PlatformError =>
  invalidToken('It was revoked, or issued before all tokens of its subject or tenant were.');
