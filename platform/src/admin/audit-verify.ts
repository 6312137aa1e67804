import { Option } from 'commander';
import { auditedTenants } from '../audit/read-chain.js';
import { verifyChain, type ChainReport } from '../audit/verify-chain.js';
import type { Database } from '../database/database.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, type AdminCommand, type Call } from './cli/admin-command.js';
import type { Progress } from './cli/progress.js';
import { counted, shown } from './cli/text.js';

/** `audit verify` */
export const auditVerify: AdminCommand = {
  name: 'audit verify',
  summary: 'Reads the audit from end to end, and names every entry that is not as it was written',
  help: 'It finds entries that were altered, removed, moved or inserted, and ends that were cut off.',
  options: [new Option('--tenant <id>', 'only the audit of this tenant')],
  run: ({ options, env, progress }) =>
    withAdminContext(env, async (context) => {
      const tenants = await tenantsOf(context.database, options['tenant']);
      const reports = await verifyAll(context, tenants, progress);
      const bad = reports.filter(({ findings }) => findings.length > 0);
      const entries = reports.reduce((sum, report) => sum + report.entries, 0);
      return {
        ok: bad.length === 0,
        lines: [
          ...bad.flatMap(linesOf),
          `Read ${counted(entries, 'entry', 'entries')} of ${counted(tenants.length, 'tenant')}: ${
            bad.length === 0
              ? 'all are as they were written.'
              : `${counted(bad.length, 'tenant')} with findings.`
          }`,
        ],
        json: { tenants: reports },
      };
    }),
};

async function tenantsOf({ db }: Database, only: Call['options'][string]): Promise<readonly string[]> {
  const tenants = await auditedTenants(db);
  if (typeof only !== 'string') return tenants;
  if (tenants.includes(only)) return [only];
  throw new AdminProblem('There is no audit of that tenant: nothing was written, or all of it was removed.');
}

async function verifyAll(
  { database, seal }: AdminContext,
  tenants: readonly string[],
  progress: Progress,
): Promise<ChainReport[]> {
  const reports: ChainReport[] = [];
  progress.begin(tenants.length, 'tenants');
  for (const tenantId of tenants) {
    reports.push(await verifyChain(database.db, seal, tenantId));
    progress.advance(1);
  }
  progress.end();
  return reports;
}

const linesOf = ({ tenantId, findings }: ChainReport): string[] =>
  findings.map(({ message }) => `${shown(tenantId)}: ${message}`);
