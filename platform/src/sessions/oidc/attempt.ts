import { derivedFrom } from '../secrets.js';

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
