import { REALM } from '../auth/token-problems.js';
import { PlatformError } from '../problems/platform-error.js';

/** The session of a cookie does not exist. */
export const sessionEnded = (): PlatformError =>
  new PlatformError('unauthenticated', {
    message: 'You are no longer signed in: the session has ended.',
    fix: 'Sign in again on the page of the platform.',
    headers: { 'www-authenticate': REALM },
  });

/** A code that does not exist, was used or has expired; the message does not say which. */
export const signInRefused = (): PlatformError =>
  new PlatformError('sign_in_refused', {
    message: 'This sign-in link does not work: it has been opened before, or is older than 15 minutes.',
    fix: 'Get a new one on the machine of the platform: npm run -s sign-in-link.',
  });

/** Sign-in links while an identity provider is configured. */
export const noLinks = (): PlatformError =>
  new PlatformError('sign_in_refused', {
    message: 'Sign-in links do not work here: an identity provider signs people in.',
    fix: 'Open the page of the platform and sign in there.',
  });

/** No issuer is configured. */
export const noIssuer = (): PlatformError =>
  new PlatformError('sign_in_refused', {
    message: 'No identity provider is set up for the portal.',
    fix: 'An operator sets PORTAL_OIDC_ISSUER and PORTAL_OIDC_CLIENT_ID.',
  });

/** The token of the page is missing, or of another session. */
export const csrfRefused = (): PlatformError =>
  new PlatformError('csrf_refused', {
    message: 'The header X-CSRF-Token is missing, or is not the one of this session.',
    fix: 'Send csrf_token of GET /v1/session with every request that is not a GET. A page does so after it is reloaded.',
  });

/** A request that comes from another site, according to the browser. */
export const otherOrigin = (): PlatformError =>
  new PlatformError('csrf_refused', {
    message: 'The browser says that the page of another site has sent this.',
    fix: 'Use the page of the platform. Where a proxy changes its name, an operator sets PLATFORM_PUBLIC_URL.',
  });
