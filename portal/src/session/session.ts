/** Somebody is signed in. */
export interface SignedIn {
  readonly signed_in: true;
  readonly subject: string;
  readonly tenant: string;
  readonly permissions: readonly string[];
  /** RFC 3339. */
  readonly expires_at: string;
  readonly csrf_token: string;
}

/** Nobody is; `sign_in` says by which roads one can. */
export interface SignedOut {
  readonly signed_in: false;
  readonly sign_in: readonly ('link' | 'oidc')[];
}

/** What the platform says of the session. */
export type Session = SignedIn | SignedOut;

/** Whether two sessions are of the same person at the same tenant. */
export const isSamePerson = (one: SignedIn, other: SignedIn): boolean =>
  one.subject === other.subject && one.tenant === other.tenant;
