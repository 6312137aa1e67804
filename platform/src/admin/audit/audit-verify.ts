import { Option } from 'commander';
import { ArchiveStoreError, type ArchiveStore } from '../../audit/archive/archive-store.js';
import { verifyArchive, type ArchiveReport } from '../../audit/archive/verify-archive.js';
import { compareAnchors, type AnchorReport } from '../../audit/anchors/compare-anchors.js';
import { verifyChain, type ChainReport } from '../../audit/verify-chain.js';
import { withAdminContext, type AdminContext } from '../admin-context.js';
import { AdminProblem, type AdminCommand, type Call } from '../cli/admin-command.js';
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
    new Option('--anchors <file>', 'also compares it with the heads that were anchored in this file'),
    new Option('--archive <place>', 'also what is archived in this folder, or s3://bucket/prefix'),
  ],
  examples: [
    'audit verify',
    'audit verify --tenant acme --archive /var/archive/audit',
    'audit verify --anchors /var/anchors/audit.ndjson',
  ],
  run: async ({ options, env, progress }) => {
    const { archive, tenant } = options;
    const store = archive === undefined ? undefined : await archiveOf('--archive', archive, env);
    return withAdminContext(env, async (context) => {
      const tenants = await tenantsOf(context.database, tenant);
      const reports = await verifyAll(context, tenants, store, progress);
      const bad = reports.filter(({ findings, archive }) => findings.length > 0 || archive?.problem);
      const entries = reports.reduce((sum, report) => sum + report.entries, 0);
      const anchors = await anchorsIn(context, options['anchors'], tenant);
      return {
        ok: bad.length === 0 && !anchors?.findings.length,
        lines: [
          ...reports.flatMap(linesOf),
          `Read ${counted(entries, 'entry', 'entries')} of ${counted(tenants.length, 'tenant')}: ${
            bad.length === 0
              ? 'all are as they were written.'
              : `${counted(bad.length, 'tenant')} with findings.`
          }`,
          ...archiveLines(reports, store),
          ...anchorLines(anchors),
        ],
        json: { tenants: reports, ...(anchors && { anchors }) },
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

/** @throws AdminProblem where the file cannot be read */
async function anchorsIn(
  { database, seal }: AdminContext,
  path: Call['options'][string],
  tenant: Call['options'][string],
): Promise<AnchorReport | undefined> {
  if (typeof path !== 'string') return undefined;
  try {
    return await compareAnchors(database.db, seal, path, typeof tenant === 'string' ? tenant : undefined);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new AdminProblem(`--anchors: ${path} cannot be read (${code}).`);
  }
}

const anchorLines = (report: AnchorReport | undefined): string[] =>
  report
    ? [
        ...report.findings.map(({ tenantId, message }) =>
          tenantId === undefined ? message : `${shown(tenantId)}: ${message}`,
        ),
        `Compared ${counted(report.compared - report.archived, 'head')} of ${counted(report.lines, 'line')} of anchors: ${
          report.findings.length === 0 ? 'all are in the audit.' : counted(report.findings.length, 'finding')
        }${report.archived > 0 ? ` ${counted(report.archived, 'further head')} archived since.` : ''}`,
      ]
    : [];

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
