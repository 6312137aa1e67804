import { Command, Option } from 'commander';
import type { JWTPayload } from 'jose';
import { ACTOR_TYPE_CLAIMS, principalFrom, WrongClaim } from '../auth/claims.js';
import type { Principal } from '../http/request-context.js';
import { UsageError } from './cli/admin-command.js';

/** The options that describe a person and their permissions. */
export interface PersonOptions {
  readonly tenant: string;
  readonly sub: string;
  readonly type: string;
  readonly role: readonly string[];
  /** Separated by commas. */
  readonly permissions: string;
  readonly json?: boolean;
}

/** A command with the options that describe a person, except the tenant and the permissions. */
export const personCommand = (name: string): Command =>
  new Command(name)
    .option('--sub <id>', 'id of the person or program', 'demo')
    .addOption(
      new Option('--type <claim>', 'what acts').choices(ACTOR_TYPE_CLAIMS).default('userToken', 'userToken'),
    )
    .option(
      '--role <name>',
      'a role; may be repeated',
      (role: string, before: string[]) => [...before, role],
      [],
    )
    .option('--json', 'prints one JSON document, for scripts');

/**
 * The person, as the platform reads them from a token.
 * @throws UsageError where the platform would refuse the token
 */
export function principalOf(options: PersonOptions): Principal {
  try {
    return principalFrom(claimsOf(options));
  } catch (error) {
    if (!(error instanceof WrongClaim)) throw error;
    throw new UsageError('--tenant and --sub must be ids of 1 to 200 printable characters, such as acme.');
  }
}

/** The same as the claims of a token. */
export const claimsOf = ({ tenant, sub, type, role, permissions }: PersonOptions): JWTPayload => ({
  sub,
  tenantId: tenant,
  type,
  roles: [...role],
  permissions: permissions.split(',').filter(Boolean),
});
