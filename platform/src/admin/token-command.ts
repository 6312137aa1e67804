import { randomUUID } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { demoSecret } from '../auth/token-keys.js';
import { SettingsError } from '../config/environment.js';
import { settingsFrom } from '../config/platform.config.js';
import { moment } from '../database/schema.js';
import { UsageError } from './cli/admin-command.js';
import { examplesText, optionsOf } from './cli/program.js';
import { claimsOf, personCommand, principalOf, type PersonOptions } from './person-options.js';

type TokenOptions = Omit<PersonOptions, 'tenant'> &
  Partial<Pick<PersonOptions, 'tenant'>> & { readonly expiresIn: string };

const tokenCommandLine = () =>
  personCommand('npm run -s token --')
    .usage('--tenant <id> [options]')
    .description('Prints a signed token for the platform.')
    .option('--tenant <id>', 'tenant that the token acts for')
    .option('--permissions <a,b>', 'permissions, separated by commas', '*')
    .option('--expires-in <time>', 'lifetime, such as 8h, 30m or 7d', '8h')
    .addHelpText(
      'after',
      examplesText(['--tenant acme --sub ada --role admin --expires-in 8h', '--tenant acme --json'], 'token'),
    );

/**
 * Returns what the command prints: a signed token, or the help text.
 * @throws UsageError where an option is invalid; SettingsError where tokens come from an identity provider.
 */
export async function tokenCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const command = tokenCommandLine();
  const options = optionsOf<TokenOptions>(command, args);
  if (typeof options === 'string') return options;
  const { tenant, expiresIn } = options;
  if (!tenant) throw new UsageError(`--tenant is missing.\n${command.helpInformation().trimEnd()}`);
  if (!/^[1-9]\d{0,5}[smhd]$/.test(expiresIn)) {
    throw new UsageError(
      `--expires-in must be a number with s, m, h or d, such as 8h; it is "${expiresIn}".`,
    );
  }

  const { tokens, dataDir } = settingsFrom(env);
  if (tokens.keys.kind === 'jwks') {
    throw new SettingsError('With PLATFORM_JWKS_URL set, tokens come from the identity provider alone.');
  }
  const secret = tokens.keys.kind === 'secret' ? tokens.keys.secret : demoSecret(dataDir);
  const person = { ...options, tenant };
  principalOf(person);
  const token = await new SignJWT(claimsOf(person))
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(tokens.issuer)
    .setAudience(tokens.audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(expiresIn)
    .sign(secret);
  if (options.json !== true) return token;
  const expiresAt = moment((decodeJwt(token).exp ?? 0) * 1000);
  return JSON.stringify({ ok: true, token, tenant, subject: options.sub, expiresAt }, undefined, 2);
}
