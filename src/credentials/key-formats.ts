/** Where an organization admin creates Admin keys. */
export const ADMIN_KEYS_PAGE = 'https://platform.claude.com/settings/admin-keys';

/** The prefix of every Admin key. */
export const ADMIN_KEY_PREFIX = 'sk-ant-admin';

/** A complete Admin key: prefix, two digits of its generation, and the secret. */
export const ADMIN_KEY = /^sk-ant-admin\d{2}-[A-Za-z0-9_-]{16,400}$/;

/** The problem of each credential that is not an Admin key. */
export type OtherCredentialCode =
  'enterprise_scoped_key' | 'ordinary_api_key' | 'oauth_token' | 'unknown_anthropic_key';

/** The prefix of a credential that is not an Admin key, and the problem to report for it. */
export interface OtherCredential {
  readonly prefix: string;
  readonly code: OtherCredentialCode;
  readonly message: string;
}

/** Anthropic's other credentials, the longest prefix first, to report which one was pasted. */
export const OTHER_CREDENTIALS: readonly OtherCredential[] = [
  {
    prefix: 'sk-ant-api01-',
    code: 'enterprise_scoped_key',
    message: 'This is a scoped key of a Claude Enterprise organization (sk-ant-api01-), not an Admin key.',
  },
  {
    prefix: 'sk-ant-api',
    code: 'ordinary_api_key',
    message:
      'This is a standard API key (sk-ant-api...), not an Admin key. Some of these keys can call parts of the Admin API, but this connector accepts Admin keys only.',
  },
  {
    prefix: 'sk-ant-oat',
    code: 'oauth_token',
    message: 'This is an OAuth access token (sk-ant-oat...). This connector does not support OAuth.',
  },
  {
    prefix: 'sk-ant-',
    code: 'unknown_anthropic_key',
    message: 'This is an Anthropic credential, but not an Admin key.',
  },
];

/**
 * Matches keys of Anthropic in a text, whole or truncated: `sk-ant-` and what follows. Two texts with the same start are
 * not secrets and stay readable: the bare prefix of a kind of key in a help text (`sk-ant-admin...`), and the hint with
 * which the API shows a key (`sk-ant-api03-R2D...igAA`).
 */
export const KEY_PATTERN = /sk-ant-(?!(?:admin|api|oat)\d{0,2}(?:-[\w-]{0,3}(?:\.{3}|…)|-?(?![\w-])))[\w-]+/g;
