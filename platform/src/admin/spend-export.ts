import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import {
  AnthropicConnector,
  FOCUS_VERSIONS,
  InvocationError,
  settingsFrom,
  type FocusVersion,
} from 'anthropic-admin-connector';
import { ActionRefusal, ActionUnfit } from 'anthropic-admin-connector/kit';
import { utcMoment } from '../audit/audit.query.js';
import { AuditChain } from '../audit/audit-chain.js';
import { DatabaseAudit } from '../audit/database-audit.js';
import { SYSTEM_RUNTIME } from '../checks/checks.module.js';
import { ANTHROPIC_ID, pacingOf } from '../config/anthropic.config.js';
import { useOutgoingProxy } from '../config/outgoing-proxy.js';
import { KeptSpend } from '../ledger/kept-spend.js';
import { limiterOf } from '../limits/limiter/limiter-of.js';
import { daysBetween, type DayRange } from '../spend-export/days.js';
import { exportFile, type Exported, type FileExport } from '../spend-export/file/export-file.js';
import { ExportProblem } from '../spend-export/file/export-problem.js';
import { KeptDays } from '../spend-export/kept-days.js';
import { sourceOf, UNFIT_FIX } from '../spend-export/source.js';
import { SPEND_FORMATS, type SpendFormat } from '../spend-export/table.js';
import { Tenants } from '../tenants/tenants.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call } from './cli/admin-command.js';
import { counted } from './cli/text.js';
import { CONNECTION, connectionIn } from './tenants/tenant-options.js';

/** `spend export` */
export const spendExport: AdminCommand = {
  name: 'spend export',
  summary: 'Writes the spend of a tenant into a file, by day, workspace, key, actor, model and kind',
  help: 'What the ledger of the connection holds is read from there, as it was when the export began or at --as-of; the rest from the API, through the rate limit of the organization, and each such read has an entry in the audit of the tenant. The file is written beside as <file>.part, and is put in its place when it is whole; run the same command again after an interruption, and it continues. In CSV, a text that a spreadsheet would take for a formula begins with an apostrophe.',
  options: [
    ...CONNECTION,
    new Option('--from <day>', 'the first day (UTC); required'),
    new Option('--to <day>', 'the day after the last one; required'),
    new Option('--format <name>', `one of ${SPEND_FORMATS.join(', ')}`).choices(SPEND_FORMATS).default('csv'),
    new Option('--focus-version <version>', 'of the format focus').choices(FOCUS_VERSIONS).default('1.4'),
    new Option('--as-of <time>', 'the figures as the ledger knew them then, such as 2026-11-04T00:00:00Z'),
    new Option('--out <file>', 'the file; required'),
    new Option('--gzip', 'compresses it; Parquet is compressed by itself'),
    new Option('--force', 'replaces a file that exists'),
  ],
  examples: [
    'spend export --tenant acme --from 2026-11-01 --to 2026-12-01 --out november.csv',
    'spend export --tenant acme --from 2026-11-01 --to 2026-12-01 --format focus --gzip --out november.csv.gz',
    'spend export --tenant acme --from 2026-01-01 --to 2027-01-01 --format parquet --out 2026.parquet',
    'spend export --tenant acme --from 2026-10-01 --to 2026-11-01 --as-of 2026-11-04T00:00:00Z --out october.csv',
  ],
  run: async ({ options, env, progress }) => {
    const { tenantId, name: connection } = connectionIn('spend export', options);
    const job = jobOf(options, [tenantId, connection]);
    return withAdminContext(env, async (context) => {
      const connector = connectorOf(context, env);
      try {
        const ledger = new KeptDays(
          new KeptSpend(context.database),
          { connector: ANTHROPIC_ID, tenantId, connection },
          job.asOf,
        );
        const source = sourceOf(connector, { tenantId, connection, actor: OPERATOR }, ledger);
        const { rows, isContinued, kept } = await exportFile(job, source, {
          begin: (days, written) => progress.begin(days, 'days', written),
          advance: (days) => progress.advance(days),
        });
        const how = isContinued ? ', continued from an earlier run' : '';
        return {
          ok: true,
          lines: [`Wrote ${counted(rows, 'row')} to ${job.file}${how}.`, ...linesOf(kept, job)],
          json: {
            file: job.file,
            format: job.format,
            rows,
            continued: isContinued,
            ledger: viewOf(kept, job),
          },
        };
      } catch (error) {
        throw problemOf(error, job);
      } finally {
        progress.end();
        await connector.close();
      }
    });
  },
};

const OPERATOR = { id: 'operator', type: 'service' } as const;

/** @throws UsageError */
function jobOf(options: Call['options'], whose: FileExport['whose']): FileExport {
  const { from, to, out, asOf } = options;
  if (typeof out !== 'string' || out.trim() === '')
    throw new UsageError('--out must be a file, such as november.csv.');
  const range = daysBetween(from, to);
  if (typeof range === 'string') throw new UsageError(`--from and --to ${range}.`);
  const moment = utcMoment(asOf);
  if (asOf !== undefined && moment === undefined)
    throw new UsageError('--as-of must be a time with its offset, such as 2026-11-04T00:00:00Z.');
  const format = options['format'] as SpendFormat;
  const gzip = options['gzip'] === true;
  if (gzip && format === 'parquet')
    throw new UsageError('--gzip is not for parquet, which is compressed by itself; omit it.');
  return {
    ...range,
    file: resolve(out),
    format,
    version: options['focusVersion'] as FocusVersion,
    gzip,
    force: options['force'] === true,
    ...(moment === undefined ? {} : { asOf: Date.parse(moment) }),
    whose,
  };
}

/** A connector over the stores of the platform, at its pace and with its audit. */
function connectorOf(
  { database, seal, store, rowSeal }: AdminContext,
  env: NodeJS.ProcessEnv,
): AnthropicConnector {
  useOutgoingProxy(env);
  const settings = settingsFrom(env);
  return new AnthropicConnector({
    ...settings,
    store,
    limiter: limiterOf(database, new Tenants(database, rowSeal), pacingOf(settings), SYSTEM_RUNTIME),
    audit: new DatabaseAudit(new AuditChain(database, seal)),
  });
}

/** What of a file is from the ledger. */
function viewOf(kept: Exported['kept'], { from, until }: DayRange) {
  if (!kept) return null;
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const [first, end] = [Math.max(from, kept.from), Math.min(until, kept.until)];
  return { as_of: new Date(kept.asOf).toISOString(), from: day(first), to: day(end) };
}

function linesOf(kept: Exported['kept'], range: DayRange): string[] {
  const view = viewOf(kept, range);
  return view ? [`From the ledger as of ${view.as_of}: ${view.from} to before ${view.to}.`] : [];
}

function problemOf(error: unknown, { file }: FileExport): unknown {
  if (error instanceof ExportProblem) return new AdminProblem(error.message);
  if (error instanceof ActionRefusal) {
    const again = existsSync(`${file}.part.json`) ? `To begin again, delete ${file}.part.json.` : '';
    return new AdminProblem(
      [error.message, typeof error.fix === 'string' ? error.fix : '', again].filter(Boolean).join(' '),
    );
  }
  if (error instanceof ActionUnfit) return new AdminProblem(`${error.message} ${UNFIT_FIX}`);
  if (!(error instanceof InvocationError)) return error;
  const { message, fix } = error.error;
  return new AdminProblem(
    [message, fix, 'Run the same command again to continue.'].filter(Boolean).join(' '),
  );
}
