import { Option } from 'commander';
import type { Database } from '../database/database.js';
import { moment } from '../database/schema.js';
import {
  endPauses,
  knowsOrganization,
  listPauses,
  type Pause,
  type PauseFilter,
} from '../limits/limiter/pauses.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call } from './cli/admin-command.js';
import { columns, counted, shown } from './cli/text.js';
import { requireTenant } from './tenants/tenant-options.js';

const FILTERS = [
  new Option('--tenant <id>', 'organizations to which this tenant has a connection'),
  new Option('--organization <id>', 'this organization'),
];

/** `limiter list` */
export const limiterList: AdminCommand = {
  name: 'limiter list',
  summary: 'Lists the organizations to which no request is sent, because the API asked to wait',
  help: 'It shows until when, and the tenants that have a connection to them.',
  options: FILTERS,
  examples: ['limiter list', 'limiter list --tenant acme'],
  run: ({ options, env }) =>
    withAdminContext(env, async (context) => {
      const { database } = context;
      refuseUnshared(database);
      const filter = filterOf(options);
      await requireKnown(context, filter);
      const pauses = await listPauses(database, filter);
      return {
        ok: true,
        lines: [...linesOf(pauses), `${counted(pauses.length, 'organization')} paused.`],
        json: { paused: pauses.map(jsonOf) },
      };
    }),
};

/** `limiter clear` */
export const limiterClear: AdminCommand = {
  name: 'limiter clear',
  summary: 'Ends such pauses, in every process: the next request is sent at once',
  help: 'Requests that wait already keep their time. The API may ask to wait again.',
  options: [...FILTERS, new Option('--all', 'all organizations')],
  examples: ['limiter clear --tenant acme', 'limiter clear --all'],
  run: async ({ options, env }) => {
    const { all, ...rest } = options;
    const filter = filterOf(rest);
    const named = filter.tenant !== undefined || filter.organization !== undefined;
    if (named === (all === true)) {
      throw new UsageError(
        'limiter clear takes --tenant, --organization or both, or else --all; see: limiter clear --help',
      );
    }
    return withAdminContext(env, async (context) => {
      const { database } = context;
      refuseUnshared(database);
      await requireKnown(context, filter);
      const pauses = await listPauses(database, filter);
      await endPauses(
        database,
        pauses.map(({ key }) => key),
      );
      return {
        ok: true,
        lines: [...linesOf(pauses), `Ended ${counted(pauses.length, 'pause')}.`],
        json: { cleared: pauses.map(jsonOf) },
      };
    });
  },
};

const filterOf = ({ tenant, organization }: Call['options']): PauseFilter => ({
  tenant: tenant as string | undefined,
  organization: organization as string | undefined,
});

/** @throws AdminProblem where a name of the filter is not that of anything */
async function requireKnown(context: AdminContext, { tenant, organization }: PauseFilter): Promise<void> {
  if (tenant !== undefined) await requireTenant(context, tenant);
  if (organization === undefined || (await knowsOrganization(context.database, organization))) return;
  throw new AdminProblem(
    `Nothing matched: there is no organization ${shown(organization)}. To see those that are paused, run: npm run -s admin -- limiter list`,
  );
}

/** @throws AdminProblem for the embedded database, with which each process has its own limiter. */
function refuseUnshared({ engine }: Database): void {
  if (engine.servesMachines) return;
  throw new AdminProblem(
    'With the embedded database, pauses are in the memory of the platform: restart it to end them. The limiter is in the database where DATABASE_URL names a PostgreSQL.',
  );
}

/** The organization of a pause, or the tenant whose organization is not known yet. */
export const pausedName = ({ organization, tenants }: Pause): string => {
  if (!organization) return `a new connection of ${shown(tenants[0] ?? '')}`;
  return organization.name === ''
    ? shown(organization.id)
    : `${shown(organization.name)} (${shown(organization.id)})`;
};

const linesOf = (pauses: readonly Pause[]): string[] =>
  columns(
    pauses.map((pause) => [
      pausedName(pause),
      `until ${moment(pause.until)}`,
      `${counted(Math.ceil(pause.forMs / 1_000), 'second')} left`,
      pause.tenants.map(shown).join(', '),
    ]),
  );

const jsonOf = ({ connector, organization, tenants, until, forMs }: Pause): object => ({
  connector,
  organization,
  tenants,
  pausedUntil: moment(until),
  forMs,
});
