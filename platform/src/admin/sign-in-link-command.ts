import { parseArgs } from 'node:util';
import { withAdminContext } from './admin-context.js';
import { principalFrom } from '../auth/claims.js';
import type { Principal } from '../http/request-context.js';
import { claimsOf, WHO_OPTIONS, WHO_USAGE } from './person-options.js';
import { settingsFrom } from '../config/platform.config.js';
import { SettingsError } from '../config/environment.js';
import { portalUrl } from '../sessions/portal.config.js';
import { PrincipalSeal } from '../sessions/principal-seal.js';
import { SignInCodes } from '../sessions/sign-in-codes.js';

/** How the command is called. */
export const SIGN_IN_LINK_USAGE = `npm run -s sign-in-link -- [options]
  --tenant <id>            tenant to sign in to (acme)
${WHO_USAGE}
  --permissions <a,b>      permissions, with commas between them (*: all of every connector)
  --url <url>              where browsers reach the platform (PLATFORM_PUBLIC_URL, or HOST and PORT)
  --help                   show this text`;

const OPTIONS = {
  ...WHO_OPTIONS,
  tenant: { type: 'string', default: 'acme' },
  permissions: { type: 'string', default: '*' },
  url: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Makes what the command prints: a link that signs somebody in once, or how to use it. It works beside a running
 * platform, in the same database.
 * @throws Error where an option is wrong, there is no platform, or an identity provider signs people in.
 */
export async function signInLinkCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) return SIGN_IN_LINK_USAGE;
  const principal = principalOf(claimsOf(values));
  const settings = settingsFrom(env);
  if (settings.tokens.keys.kind === 'jwks') {
    throw new SettingsError('With PLATFORM_JWKS_URL set, the identity provider alone signs people in.');
  }
  const url = portalUrl(values.url, settings);
  url.hash = `/sign-in?code=${await newCode(principal, env)}`;
  return url.href;
}

const newCode = (principal: Principal, env: NodeJS.ProcessEnv): Promise<string> =>
  withAdminContext(env, ({ database, keys, scope: { environment } }) =>
    new SignInCodes(database.db, PrincipalSeal.from(keys.fingerprinter, 'sign-in-code', environment)).issue(
      principal,
    ),
  );

function principalOf(claims: ReturnType<typeof claimsOf>): Principal {
  const principal = principalFrom(claims);
  if (principal) return principal;
  throw new SettingsError('--tenant and --sub must be ids of 1 to 200 printable characters, such as acme.');
}
