import { Option } from 'commander';
import { ArchiveStoreError, type ArchiveStore } from '../../audit/archive/archive-store.js';
import { verifyArchive, type ArchiveReport } from '../../audit/archive/verify-archive.js';
import { verifyChain, type ChainReport } from '../../audit/verify-chain.js';
import { withAdminContext, type AdminContext } from '../admin-context.js';
import { AdminProblem, type AdminCommand } from '../cli/admin-command.js';
import type { Progress } from '../cli/progress.js';
import { counted, shown } from '../cli/text.js';
import { archiveOf, tenantsOf } from './audit-options.js';

/** `audit verify` */
export const auditVerify: AdminCommand = {
  name: 'audit verify',
  summary: 'Reads the audit from end to end, and names every entry that is not as it was written',
  help: 'It finds entries that were altered, removed, moved or inserted, and ends that were cut off. Archived entries are read with --archive.',
  options: [
    new Option('--tenant <id>', 'only the audit of this tenant'),
    new Option('--archive <place>', 'also what is archived in this folder, or s3://bucket/prefix'),
  ],
  run: async ({ options, env, progress }) => {
    const { archive, tenant } = options;
    const store = archive === undefined ? undefined : await archiveOf('--archive', archive, env);
    return withAdminContext(env, async (context) => {
      const tenants = await tenantsOf(context.database, tenant);
      const reports = await verifyAll(context, tenants, store, progress);
      const bad = reports.filter(({ findings, archive }) => findings.length > 0 || archive?.problem);
      const entries = reports.reduce((sum, report) => sum + report.entries, 0);
      return {
        ok: bad.length === 0,
        lines: [
          ...reports.flatMap(linesOf),
          `Read ${counted(entries, 'entry', 'entries')} of ${counted(tenants.length, 'tenant')}: ${
            bad.length === 0
              ? 'all are as they were written.'
              : `${counted(bad.length, 'tenant')} with findings.`
          }`,
          ...archiveLines(reports, store),
        ],
        json: { tenants: reports },
      };
    });
  },
};

interface TenantReport extends ChainReport {
  readonly archive?: ArchiveReport;
}

async function verifyAll(
  { database, seal }: AdminContext,
  tenants: readonly string[],
  store: ArchiveStore | undefined,
  progress: Progress,
): Promise<TenantReport[]> {
  const reports: TenantReport[] = [];
  progress.begin(tenants.length, 'tenants');
  for (const tenantId of tenants) {
    const report = await verifyChain(database.db, seal, tenantId);
    const { archived } = report;
    reports.push(
      store && archived ? { ...report, archive: await readArchive(store, seal, archived) } : report,
    );
    progress.advance(1);
  }
  progress.end();
  return reports;
}

/** @throws AdminProblem where the store cannot be read */
async function readArchive(...given: Parameters<typeof verifyArchive>): Promise<ArchiveReport> {
  try {
    return await verifyArchive(...given);
  } catch (error) {
    throw error instanceof ArchiveStoreError ? new AdminProblem(error.message) : error;
  }
}

const HEAD_ADVICE =
  'Put the former keyring back; if it is lost, run: npm run -s admin -- audit reseal --tenant <id> --accept-loss';

const linesOf = ({ tenantId, findings, archive, reseals = [] }: TenantReport): string[] =>
  [
    ...findings.map(({ message }) => message),
    ...reseals.map(
      (seq) =>
        `The keyring was lost, or the head damaged, before entry ${seq}, audit.resealed: whether what is before it was rewritten cannot be proved.`,
    ),
    findings.some(({ kind }) => kind === 'head') ? HEAD_ADVICE : undefined,
    archive?.problem,
  ]
    .filter((message) => message !== undefined)
    .map((message) => `${shown(tenantId)}: ${message}`);

function archiveLines(reports: readonly TenantReport[], store: ArchiveStore | undefined): string[] {
  const archived = reports.flatMap(({ archived: seam }) => seam ?? []);
  if (archived.length === 0) return store ? ['Nothing is archived.'] : [];
  const total = archived.reduce((sum, { seq }) => sum + seq, 0);
  const what = `${counted(total, 'entry', 'entries')} of ${counted(archived.length, 'tenant')}`;
  const read = reports.reduce((sum, { archive }) => sum + (archive?.entries ?? 0), 0);
  return store
    ? [`Read ${counted(read, 'archived entry', 'archived entries')}; ${what} are archived.`]
    : [`${what} are archived and were not read. To read them: audit verify --archive <place>`];
}
