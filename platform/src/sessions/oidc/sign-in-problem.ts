/** Why signing in at the issuer came to nothing, in words for the log; the page gets the code. */
export const SIGN_IN_PROBLEMS = {
  issuer_unavailable: 'the issuer does not answer as one does',
  sign_in_denied: 'the issuer lets this person in nowhere, or not here',
  sign_in_expired: 'the browser has not begun this sign-in, or more than ten minutes ago',
  sign_in_incomplete: 'the issuer does not say who acts for which tenant (sub, tenantId, roles, permissions)',
  sign_in_failed: 'what the issuer answered does not hold',
} as const;

/** One of the reasons. */
export type SignInProblemCode = keyof typeof SIGN_IN_PROBLEMS;

/** A sign-in that came to nothing. */
export class SignInProblem extends Error {
  override readonly name = 'SignInProblem';

  constructor(
    readonly code: SignInProblemCode,
    options?: ErrorOptions,
  ) {
    super(SIGN_IN_PROBLEMS[code], options);
  }
}
