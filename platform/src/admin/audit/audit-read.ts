import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import { csvOf } from '../../audit/csv.js';
import { allReadable, byPerson, linesOf, readable, withPersons } from '../../audit/persons/readable.js';
import type { ChainedEntry } from '../../audit/entry.js';
import {
  AUDIT_RUNS,
  readChain,
  readHead,
  readNewest,
  type AuditFilter,
  type AuditRun,
} from '../../audit/read-chain.js';
import { readSeam } from '../../audit/seam.js';
import { withAdminContext, type AdminContext } from '../admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call } from '../cli/admin-command.js';
import { wholeOption } from '../cli/program.js';
import { columns, counted, shown } from '../cli/text.js';
import { momentOf, tenantsOf } from './audit-options.js';

const FILTERS = [
  new Option('--tenant <id>', 'only the audit of this tenant'),
  new Option('--actor <sub>', 'what this subject did'),
  new Option('--action <id>', 'an action, or connections.<event>; several with commas'),
  new Option('--outcome <code>', 'ok, or an error code'),
  new Option('--run <kind>', `one of ${AUDIT_RUNS.join(', ')}`).choices(AUDIT_RUNS),
  new Option('--from <date>', 'from this date or time on'),
  new Option('--until <date>', 'before this date or time'),
];

const LIMIT = { standard: 100, most: 1_000 };

/** `audit query` */
export const auditQuery: AdminCommand = {
  name: 'audit query',
  summary: 'Lists entries of the audit, the newest first',
  options: [
    ...FILTERS,
    new Option('--limit <n>', `how many, ${LIMIT.standard} unless set`)
      .argParser(wholeOption('limit', LIMIT.most, LIMIT.standard))
      .default(LIMIT.standard),
  ],
  examples: [
    'audit query --tenant acme --actor ada',
    'audit query --outcome outcome_unknown --from 2026-11-01',
  ],
  run: ({ options, env }) => {
    const filter = filterOf(options);
    const limit = Number(options['limit']);
    return withAdminContext(env, async (context) => {
      const tenants = await tenantsOf(context.database, options['tenant']);
      let found: ChainedEntry[] = [];
      for (const tenantId of tenants) {
        const { database, seal } = context;
        const own = await byPerson(database.db, seal, tenantId, filter);
        const page = await readNewest(database.db, tenantId, own, { before: undefined, limit: limit + 1 });
        found = [...found, ...page].sort(newestFirst).slice(0, limit + 1);
      }
      const entries = await allReadable(context.database.db, context.seal, found.slice(0, limit));
      const more = found.length > limit;
      return {
        ok: true,
        lines: [
          ...columns(entries.map(cellsOf)),
          `${counted(entries.length, 'entry', 'entries')}${more ? ', and more' : ''}.`,
          ...(await archivedLines(context, tenants)),
        ],
        json: { entries, more },
      };
    });
  },
};

/** `audit export` */
export const auditExport: AdminCommand = {
  name: 'audit export',
  summary: 'Writes entries of the audit into a new file, the oldest first',
  help: 'An NDJSON line is what was hashed, with the hash. In CSV, a cell that a spreadsheet would take for a formula begins with an apostrophe.',
  options: [
    new Option('--to <file>', 'a file that does not exist yet; required'),
    new Option('--format <name>', 'ndjson or csv').choices(['ndjson', 'csv']).default('ndjson'),
    ...FILTERS,
  ],
  examples: ['audit export --to audit.ndjson', 'audit export --tenant acme --format csv --to acme.csv'],
  run: ({ options, env, progress }) => {
    const { to, format, tenant } = options;
    if (typeof to !== 'string' || to === '')
      throw new UsageError('audit export takes --to <file>; see: audit export --help');
    const filter = filterOf(options);
    return withAdminContext(env, async (context) => {
      const tenants = await tenantsOf(context.database, tenant);
      let written = 0;
      const { database, seal } = context;
      const { db } = database;
      const entries = async function* (): AsyncGenerator<ChainedEntry, void, undefined> {
        progress.begin(tenants.length, 'tenants');
        for (const tenantId of tenants) {
          const head = await readHead(db, tenantId);
          const own = await byPerson(db, seal, tenantId, filter);
          for await (const entry of readChain(db, tenantId, head?.seq ?? 0, own)) {
            written += 1;
            yield entry;
          }
          progress.advance(1);
        }
        progress.end();
      };
      const text =
        format === 'csv' ? csvOf(readable(db, seal, entries())) : linesOf(withPersons(db, seal, entries()));
      try {
        await pipeline(Readable.from(text), createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
      } catch (error) {
        const { code, syscall } = error as NodeJS.ErrnoException;
        if (syscall === undefined) throw error;
        throw new AdminProblem(`--to: ${to} cannot be written (${code}).`);
      }
      return {
        ok: true,
        lines: [
          `Wrote ${counted(written, 'entry', 'entries')} of ${counted(tenants.length, 'tenant')} to ${to}.`,
          ...(await archivedLines(context, tenants)),
        ],
        json: { file: to, format, entries: written, tenants: tenants.length },
      };
    });
  },
};

const newestFirst = (one: ChainedEntry, other: ChainedEntry): number =>
  other.at.localeCompare(one.at) || one.tenantId.localeCompare(other.tenantId) || other.seq - one.seq;

function filterOf(options: Call['options']): AuditFilter {
  const text = (name: string): string | undefined => options[name] as string | undefined;
  return {
    actions: text('action')?.split(','),
    actor: text('actor'),
    code: text('outcome'),
    run: text('run') as AuditRun | undefined,
    from: momentOf('--from', options['from']),
    until: momentOf('--until', options['until']),
  };
}

const cellsOf = ({ tenantId, seq, at, kind, action, actorId, connection, code }: ChainedEntry): string[] => [
  at,
  shown(tenantId),
  String(seq),
  shown(action),
  code === null ? kind : shown(code),
  shown(actorId ?? '-'),
  shown(connection ?? '-'),
];

/** Says what a reader does not see. */
async function archivedLines(
  { database: { db }, seal }: AdminContext,
  tenants: readonly string[],
): Promise<string[]> {
  const lines: string[] = [];
  for (const tenantId of tenants) {
    const seam = await readSeam(db, seal, tenantId);
    if (!seam) continue;
    lines.push(
      `${shown(tenantId)}: entries up to ${seam.seq} (${seam.lastAt}) are archived in ${shown(seam.place)}.`,
    );
  }
  return lines;
}
