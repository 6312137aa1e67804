import { Command } from 'commander';
import type { JWTPayload } from 'jose';

/** The options that describe a person and their permissions. */
export interface PersonOptions {
  readonly tenant: string;
  readonly sub: string;
  readonly type: string;
  readonly role: readonly string[];
  /** Separated by commas. */
  readonly permissions: string;
}

/** A command with the options that describe a person, except the tenant and the permissions. */
export const personCommand = (name: string): Command =>
  new Command(name)
    .option('--sub <id>', 'id of the person or program', 'demo')
    .option('--type <claim>', 'userToken, tenantApiToken or agentToken', 'userToken')
    .option(
      '--role <name>',
      'a role; may be repeated',
      (role: string, before: string[]) => [...before, role],
      [],
    );

/** The same as the claims of a token. */
export const claimsOf = ({ tenant, sub, type, role, permissions }: PersonOptions): JWTPayload => ({
  sub,
  tenantId: tenant,
  type,
  roles: [...role],
  permissions: permissions.split(',').filter(Boolean),
});
