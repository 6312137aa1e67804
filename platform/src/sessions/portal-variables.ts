import { text, type Variable } from '../config/variable.js';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** An issuer decides who gets in, so nobody between it and the platform may have a say. */
const issuer: Variable<URL | undefined> = {
  wanted: 'the https URL of an OpenID Connect issuer (http on this machine alone)',
  sample: 'https://login.example.com',
  standard: undefined,
  read: (value) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (parsed?.protocol === 'https:') return parsed;
    return parsed?.protocol === 'http:' && LOOPBACK.test(parsed.hostname) ? parsed : undefined;
  },
};

/** The environment variables of the portal's sign-in. */
export const PORTAL_VARIABLES = {
  PORTAL_OIDC_ISSUER: issuer,
  PORTAL_OIDC_CLIENT_ID: text('the id of the portal at the issuer', {
    sample: 'integrations-portal',
    standard: undefined,
  }),
  PORTAL_OIDC_CLIENT_SECRET: text('the secret of the portal at the issuer', {
    sample: 'what the issuer has shown when the client was made',
    standard: undefined,
  }),
};

/** The variables whose value never stands in a message. */
export const SECRET_PORTAL_VARIABLES: readonly string[] = ['PORTAL_OIDC_CLIENT_SECRET'];
