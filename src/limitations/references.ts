const GUIDE = 'https://platform.claude.com/docs/en/manage-claude';

/** The public pages that document the limitations. */
export const REFERENCES = {
  adminApi: `${GUIDE}/admin-api`,
  adminKeys: `${GUIDE}/admin-api-keys`,
  oauthToken: `${GUIDE}/admin-api#oauth-bearer-token`,
  usageAndCost: `${GUIDE}/usage-cost-api`,
  workspaces: `${GUIDE}/workspaces`,
} as const;

/** The date of the last comparison of the pages with the limitations. */
export const CHECKED = '2026-11-24';

/** The page where a person creates and revokes keys. */
export const CONSOLE_KEYS = 'https://platform.claude.com/settings/keys';
