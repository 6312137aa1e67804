import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import { demoSecret } from '../auth/token-keys.js';
import { claimsOf, WHO_OPTIONS, WHO_USAGE } from './person-options.js';
import { settingsFrom } from '../config/platform.config.js';
import { SettingsError } from '../config/environment.js';

/** How the command is called. */
export const TOKEN_USAGE = `npm run -s token -- --tenant <id> [options]
  --tenant <id>            tenant the token acts for
${WHO_USAGE}
  --permissions <a,b>      permissions, with commas between them (*: all of every connector)
  --expires-in <time>      8h, 30m, 7d (8h)
  --help                   show this text`;

const OPTIONS = {
  tenant: { type: 'string' },
  ...WHO_OPTIONS,
  permissions: { type: 'string', default: '*' },
  'expires-in': { type: 'string', default: '8h' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Makes what the command prints: a signed token, or how to use it.
 * @throws Error where an option is wrong, or where tokens come from an identity provider.
 */
export async function tokenCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) return TOKEN_USAGE;
  const { tenant, 'expires-in': expiresIn } = values;
  if (!tenant) throw new SettingsError(`--tenant is missing.\n${TOKEN_USAGE}`);
  if (!/^[1-9]\d{0,5}[smhd]$/.test(expiresIn)) {
    throw new SettingsError(
      `--expires-in must be a number with s, m, h or d, such as 8h; it is "${expiresIn}".`,
    );
  }

  const { tokens, dataDir } = settingsFrom(env);
  if (tokens.keys.kind === 'jwks') {
    throw new SettingsError('With PLATFORM_JWKS_URL set, tokens come from the identity provider alone.');
  }
  const secret = tokens.keys.kind === 'secret' ? tokens.keys.secret : demoSecret(dataDir);
  return new SignJWT(claimsOf({ ...values, tenant }))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(tokens.issuer)
    .setAudience(tokens.audience)
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(secret);
}
