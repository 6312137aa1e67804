import { Option } from 'commander';
import {
  archivable,
  archiveChain,
  ArchiveRefused,
  requireRemoval,
  type Archivable,
} from '../../audit/archive/archive-chain.js';
import { ArchiveStoreError, type ArchiveStore } from '../../audit/archive/archive-store.js';
import { Lease } from '../../database/lease.js';
import { withAdminContext, type AdminContext } from '../admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call, type Report } from '../cli/admin-command.js';
import { counted, shown } from '../cli/text.js';
import { archiveOf, momentOf, tenantsOf } from './audit-options.js';

/** `audit archive` */
export const auditArchive: AdminCommand = {
  name: 'audit archive',
  summary:
    'Moves old entries of the audit into a folder or a bucket, and verifies them there before it removes them',
  help: 'It may be interrupted and repeated at any time. On PostgreSQL run it as the owner of the tables: the role that serves may not remove entries.',
  options: [
    new Option('--before <date>', 'entries that are older; required'),
    new Option('--to <place>', 'a folder, or s3://bucket/prefix; required without --dry-run'),
    new Option('--tenant <id>', 'only the audit of this tenant'),
    new Option('--dry-run', 'only tells how many entries there are'),
  ],
  examples: [
    'audit archive --before 2026-01-01 --dry-run',
    'audit archive --before 2026-01-01 --to s3://my-bucket/audit',
  ],
  run: async (call) => {
    const { options, env } = call;
    const before = momentOf('--before', options['before']);
    if (before === undefined)
      throw new UsageError('audit archive takes --before <date>; see: audit archive --help');
    if (before > new Date().toISOString()) throw new UsageError('--before must be in the past');
    const isDry = options['dryRun'] === true;
    const store = isDry ? undefined : await archiveOf('--to', options['to'], env);
    return withAdminContext(env, async (context) => {
      if (!store) return reportOf(await eachTenant(context, call, before, countOf), undefined);
      const lease = new Lease(context.database.db, 'audit-archive', Date.now);
      const holdLease = async (): Promise<void> => {
        if (await lease.take(LEASE_MS)) return;
        throw new AdminProblem(
          'Another process archives, or one was killed within the last 5 minutes. Repeat the command later.',
        );
      };
      try {
        await requireRemoval(context.database);
        await holdLease();
        const work = { ...context, store, beforeRemoval: holdLease };
        return reportOf(
          await eachTenant(context, call, before, async (range) => {
            const result = { entries: 0, parts: 0 };
            for await (const { entries } of archiveChain(work, range)) {
              result.entries += entries;
              result.parts += 1;
            }
            return result;
          }),
          store,
        );
      } catch (error) {
        throw error instanceof ArchiveStoreError || error instanceof ArchiveRefused
          ? new AdminProblem(`${error.message} What was archived before stays so; repeat the command.`)
          : error;
      } finally {
        await lease.release();
      }
    });
  },
};

/** Longer than one part takes with a slow store. */
const LEASE_MS = 5 * 60 * 1000;

interface Archived {
  readonly entries: number;
  readonly parts: number;
}

interface TenantResult extends Archived {
  readonly tenantId: string;
  readonly problem?: string;
}

const countOf = async ({ first, last }: Archivable): Promise<Archived> => ({
  entries: last - first + 1,
  parts: 0,
});

/** What one tenant's chain refuses does not keep those of the others. */
async function eachTenant(
  { database, seal }: AdminContext,
  { options, progress }: Call,
  before: string,
  work: (range: Archivable) => Promise<Archived>,
): Promise<TenantResult[]> {
  const tenants = await tenantsOf(database, options['tenant']);
  const results: TenantResult[] = [];
  progress.begin(tenants.length, 'tenants');
  for (const tenantId of tenants) {
    try {
      results.push({ tenantId, ...(await work(await archivable({ database, seal }, tenantId, before))) });
    } catch (error) {
      if (!(error instanceof ArchiveRefused)) throw error;
      results.push({ tenantId, entries: 0, parts: 0, problem: error.message });
    }
    progress.advance(1);
  }
  progress.end();
  return results;
}

function reportOf(results: readonly TenantResult[], store: ArchiveStore | undefined): Report {
  const refused = results.filter(({ problem }) => problem !== undefined);
  const touched = results.filter(({ entries }) => entries > 0);
  const entries = touched.reduce((sum, each) => sum + each.entries, 0);
  const what = `${counted(entries, 'entry', 'entries')} of ${counted(touched.length, 'tenant')}`;
  return {
    ok: refused.length === 0,
    lines: [
      ...refused.map(({ tenantId, problem }) => `${shown(tenantId)}: not archived: ${problem}.`),
      store ? `Archived ${what} in ${shown(store.place)}.` : `${what} would be archived.`,
    ],
    json: { place: store?.place ?? null, dryRun: store === undefined, tenants: results },
  };
}
