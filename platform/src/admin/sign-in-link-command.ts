import { httpUrl, SettingsError } from '../config/environment.js';
import { settingsFrom } from '../config/platform.config.js';
import type { Principal } from '../http/request-context.js';
import { portalUrl } from '../sessions/portal.config.js';
import { PrincipalSeal } from '../sessions/principal-seal.js';
import { SignInCodes } from '../sessions/sign-in-codes.js';
import { withAdminContext } from './admin-context.js';
import { UsageError } from './cli/admin-command.js';
import { examplesText, optionsOf } from './cli/program.js';
import { personCommand, principalOf, type PersonOptions } from './person-options.js';

type LinkOptions = PersonOptions & { readonly url?: string };

const linkCommandLine = () =>
  personCommand('npm run -s sign-in-link --')
    .usage('[options]')
    .description('Prints a link that signs someone in once, within 15 minutes.')
    .option('--tenant <id>', 'tenant to sign in to', 'acme')
    .option('--permissions <a,b>', 'permissions, separated by commas', '*')
    .option(
      '--url <url>',
      'where browsers reach the platform (default: PLATFORM_PUBLIC_URL, or HOST and PORT)',
    )
    .addHelpText(
      'after',
      examplesText(
        [`--tenant acme --sub ada --permissions 'anthropic:connections:*'`, '--tenant acme --json'],
        'sign-in-link',
      ),
    );

/**
 * Returns what the command prints: a link that signs someone in once, or the help text. It works beside a running
 * platform, on the same database.
 * @throws Error where an option is invalid, there is no platform, or an identity provider signs people in.
 */
export async function signInLinkCommand(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const options = optionsOf<LinkOptions>(linkCommandLine(), args);
  if (typeof options === 'string') return options;
  const principal = principalOf(options);
  if (options.url !== undefined && httpUrl(options.url) === undefined) {
    throw new UsageError('--url must be an http or https URL, such as https://tools.example.com/anthropic');
  }
  const settings = settingsFrom(env);
  if (settings.tokens.keys.kind === 'jwks') {
    throw new SettingsError('With PLATFORM_JWKS_URL set, the identity provider alone signs people in.');
  }
  const url = portalUrl(options.url, settings);
  url.hash = `/sign-in?code=${await newCode(principal, env)}`;
  if (options.json !== true) return url.href;
  const { tenant, sub } = options;
  return JSON.stringify({ ok: true, url: url.href, tenant, subject: sub }, undefined, 2);
}

const newCode = (principal: Principal, env: NodeJS.ProcessEnv): Promise<string> =>
  withAdminContext(env, ({ database, keys, sets, scope: { environment } }) => {
    const seal = PrincipalSeal.from(keys.fingerprinter, 'sign-in-code', environment);
    return new SignInCodes(database.db, seal, sets.codes).issue(principal);
  });
