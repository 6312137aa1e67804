import { Option } from 'commander';
import { ID_DESC, isId } from '../../auth/claims.js';
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
