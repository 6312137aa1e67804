import { tenantOf } from '../../tenants/tenant-row.js';
import type { AdminContext } from '../admin-context.js';
import { counted, shown } from '../cli/text.js';
import type { Finding } from './finding.js';

const NAMED = 20;

/** Counts the tenants that are disabled, and names those whose settings were altered outside of the platform. */
export async function tenantFindings({ database, rowSeal }: AdminContext): Promise<Finding[]> {
  const rows = await database.db.selectFrom('tenants').selectAll().orderBy('tenant_id').execute();
  const tenants = rows.map((row) => ({ tenantId: row.tenant_id, ...tenantOf(rowSeal, row) }));
  const altered = tenants.filter((each) => each.altered);
  const disabled = tenants.filter((each) => each.state === 'disabled' && !each.altered);
  const json = { altered: altered.length, disabled: disabled.length };
  if (tenants.length === 0) return [];
  if (altered.length > 0) {
    return [
      {
        level: 'problem',
        about: 'tenants',
        message: `The settings of ${counted(altered.length, 'tenant')} were altered outside of the platform or sealed by a keyring that is lost, so they count as disabled. To seal them again, run for each: npm run -s admin -- tenants enable --tenant <id>`,
        details: altered.slice(0, NAMED).map(({ tenantId }) => shown(tenantId)),
        json,
      },
    ];
  }
  return [{ level: 'ok', about: 'tenants', message: `${counted(disabled.length, 'tenant')} disabled`, json }];
}
