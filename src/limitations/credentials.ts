/** An OAuth access token, as limitations call it. */
export const OAUTH_TOKEN = 'an OAuth access token (sk-ant-oat01-)';

/** A key that acts for somebody, as limitations call it. */
export const USER_OR_SERVICE_ACCOUNT_KEY =
  'an organization-scoped API key of a user or a service account (sk-ant-api03-)';
