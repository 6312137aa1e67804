import { ANTHROPIC } from 'anthropic-admin-connector';
import { Option } from 'commander';
import type { ChainedEntry } from '../../audit/entry.js';
import { allReadable } from '../../audit/persons/readable.js';
import { listInDoubt, LONGEST_CALL_MS } from '../../audit/in-doubt.js';
import { moment } from '../../database/schema.js';
import { withAdminContext } from '../admin-context.js';
import type { AdminCommand } from '../cli/admin-command.js';
import { wholeOption } from '../cli/program.js';
import { counted, shown } from '../cli/text.js';
import { momentOf, tenantsOf } from './audit-options.js';

const LIMIT = { standard: 100, most: 10_000 };

/** `audit in-doubt` */
export const auditInDoubt: AdminCommand = {
  name: 'audit in-doubt',
  summary:
    'Lists writes without an outcome in the audit, each with the read that shows whether it took effect',
  help: 'Such a write was sent, or about to be sent, when the process ended. Those that are under way are left out: writes of the last 65 minutes.',
  options: [
    new Option('--tenant <id>', 'only writes of this tenant'),
    new Option('--from <date>', 'from this date or time on'),
    new Option('--limit <n>', `how many, ${LIMIT.standard} unless set`)
      .argParser(wholeOption('limit', LIMIT.most, LIMIT.standard))
      .default(LIMIT.standard),
  ],
  examples: ['audit in-doubt', 'audit in-doubt --tenant acme --from 2026-11-01'],
  run: ({ options, env }) => {
    const from = momentOf('--from', options['from']);
    const limit = Number(options['limit']);
    return withAdminContext(env, async ({ database, seal }) => {
      const tenant = options['tenant'];
      const tenantId = typeof tenant === 'string' ? (await tenantsOf(database, tenant))[0] : undefined;
      const until = moment(Date.now(), -LONGEST_CALL_MS);
      const found = await listInDoubt(database.db, { tenantId, from, until }, limit + 1);
      const entries = await allReadable(database.db, seal, found.slice(0, limit));
      const more = found.length > limit;
      return {
        ok: true,
        lines: [
          ...entries.flatMap(linesOf),
          `${counted(entries.length, 'write')} in doubt${more ? ', and more' : ''}.`,
        ],
        json: { inDoubt: entries.map((entry) => ({ ...entry, settledBy: readOf(entry) ?? null })), more },
      };
    });
  },
};

interface Read {
  readonly actionId: string;
  readonly input: unknown;
}

/** The read that shows whether a write took effect; undefined for an action of another connector, or one without such a read. */
function readOf({ action, details }: ChainedEntry): Read | undefined {
  if (details['connector'] !== ANTHROPIC.manifest.id) return undefined;
  const known = ANTHROPIC.resources.flatMap(({ actions }) => [...actions]).find(({ id }) => id === action);
  const verify = known && 'verify' in known ? known.verify : undefined;
  if (!verify) return undefined;
  try {
    // An input that was too large is not in the entry.
    return verify(details['input'] as never);
  } catch {
    return undefined;
  }
}

function linesOf(entry: ChainedEntry): string[] {
  const { tenantId, connection, actorId, action, at, seq } = entry;
  const read = readOf(entry);
  return [
    `${at}  ${shown(tenantId)} / ${shown(connection ?? '-')}  entry ${seq}: ${shown(action)} by ${shown(actorId ?? '-')}`,
    read
      ? `  run ${read.actionId} with ${shown(JSON.stringify(read.input))}`
      : '  no read of the connector shows it; look in the Claude Console',
  ];
}
