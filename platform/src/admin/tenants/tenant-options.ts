import { Option } from 'commander';
import type { ConnectionRef } from 'anthropic-admin-connector';
import { ID_DESC, isId } from '../../auth/claims.js';
import { ANTHROPIC_ID } from '../../config/anthropic.config.js';
import { ConnectionNamePipe } from '../../connectors/connection-name.js';
import { PlatformError } from '../../problems/platform-error.js';
import { findTenant, type KnownTenant } from './tenant-list.js';
import type { AdminContext } from '../admin-context.js';
import { AdminProblem, UsageError, type Call } from '../cli/admin-command.js';
import { shown } from '../cli/text.js';

/** The option that names the tenant of a command. */
export const TENANT = new Option('--tenant <id>', 'the tenant; required');

/** Reads `--tenant`. @throws UsageError */
export function tenantIn(command: string, { tenant }: Call['options']): string {
  if (tenant === undefined) throw new UsageError(`${command} takes --tenant <id>; see: ${command} --help`);
  if (!isId(tenant)) throw new UsageError(`--tenant must be ${ID_DESC}.`);
  return tenant;
}

/** The options that name the connection of a command. */
export const CONNECTION = [
  new Option('--tenant <id>', 'the tenant of the connection; required'),
  new Option('--connection <name>', 'the connection; default if omitted'),
];

/** Reads `--tenant` and `--connection`. @throws UsageError */
export function connectionIn(command: string, options: Call['options']): ConnectionRef {
  const tenantId = tenantIn(command, options);
  const { connection = 'default' } = options;
  const name = asUsage(() => new ConnectionNamePipe().transform(String(connection)));
  return { connector: ANTHROPIC_ID, tenantId, name };
}

/** What a route would refuse, as the refusal of a command. @throws UsageError */
export function asUsage<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof PlatformError ? new UsageError(error.message) : error;
  }
}

/**
 * The tenant of this name.
 * @throws AdminProblem where nothing is known of it: a name with a typing error must not look as if it had worked
 */
export async function requireTenant({ database }: AdminContext, tenantId: string): Promise<KnownTenant> {
  const found = await findTenant(database, tenantId);
  if (found) return found;
  throw new AdminProblem(
    `Nothing matched: there is no tenant ${shown(tenantId)}, as it has neither a connection nor an audit. To see those that there are, run: npm run -s admin -- tenants list`,
  );
}
