/** Environment variables that hold a key, a password or a token. */
export const SECRET_VARIABLES: readonly string[] = [
  'ANTHROPIC_ADMIN_KEY',
  'AUDIT_ANCHOR_AUTHORIZATION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'CREDENTIAL_FINGERPRINT_KEY',
  'CREDENTIAL_KEYS',
  'CREDENTIAL_VAULT_TOKEN',
  'DATABASE_URL',
  'NOTICES_SMTP_URL',
  'PLATFORM_JWT_SECRET',
  'PORTAL_OIDC_CLIENT_SECRET',
];

/**
 * Takes the secrets out of the environment of the process: child processes, diagnostic reports and a library that prints its
 * environment do not have them. Where Node can leave the environment out of reports, it does.
 * @param environment - changed; the process's own unless a test gives another one.
 * @returns what it held, for the settings.
 */
export function takeSecrets(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const env = { ...environment };
  for (const name of SECRET_VARIABLES) delete environment[name];
  // Known to Node 22.12 and later.
  const report = process.report as { excludeEnv?: boolean } | undefined;
  if (report?.excludeEnv === false) report.excludeEnv = true;
  return env;
}
