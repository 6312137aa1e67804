import type { SignInWay } from './session-facts.js';
import type { Session } from './session-store.js';

/** Who is signed in, or how one signs in. */
export type SessionView =
  | {
      readonly signed_in: true;
      readonly subject: string;
      readonly tenant: string;
      readonly permissions: readonly string[];
      /** RFC 3339. */
      readonly expires_at: string;
      /** To be sent as `X-CSRF-Token`. */
      readonly csrf_token: string;
    }
  | { readonly signed_in: false; readonly sign_in: readonly SignInWay[] };

/** A session as the page sees it. */
export const sessionView = ({ principal, csrfToken, expiresAt }: Session): SessionView => ({
  signed_in: true,
  subject: principal.actor.id,
  tenant: principal.tenantId,
  permissions: principal.permissions,
  expires_at: expiresAt,
  csrf_token: csrfToken,
});

/** What the page sees before somebody signs in. */
export const signedOutView = (ways: readonly SignInWay[]): SessionView => ({
  signed_in: false,
  sign_in: ways,
});
