import { Option } from 'commander';
import { ID_DESC, isId } from '../auth/claims.js';
import { connectionOf, SHOWN_COLUMNS } from '../stores/connection-row.js';
import { withAdminContext } from './admin-context.js';
import { UsageError, type AdminCommand } from './cli/admin-command.js';
import { columns, counted, shown, shownConnection } from './cli/text.js';
import { requireTenant } from './tenants/tenant-options.js';

const LISTED = 1_000;
const STATES = ['pending', 'active', 'failing', 'revoked'] as const;

/** `connections list` */
export const connectionsList: AdminCommand = {
  name: 'connections list',
  summary: 'Lists connections, with their state and why it is so',
  help: `It lists ${LISTED.toLocaleString('en')} at most, those first that were checked last. It opens no key.`,
  options: [
    new Option('--state <state>', `only these: ${STATES.join(', ')}`),
    new Option('--tenant <id>', 'only connections of this tenant'),
  ],
  examples: ['connections list --state failing', 'connections list --tenant acme --json'],
  run: async ({ options, env }) => {
    const { state, tenant } = options;
    if (state !== undefined && STATES.every((one) => one !== state)) {
      throw new UsageError(`--state must be one of: ${STATES.join(', ')}.`);
    }
    if (tenant !== undefined && !isId(tenant)) throw new UsageError(`--tenant must be ${ID_DESC}.`);
    return withAdminContext(env, async (context) => {
      const { database } = context;
      if (tenant !== undefined) await requireTenant(context, tenant);
      const rows = await database.db
        .selectFrom('connections')
        .select(SHOWN_COLUMNS)
        .where('key_id', 'is not', null)
        .$if(state !== undefined, (query) => query.where('state', '=', String(state)))
        .$if(tenant !== undefined, (query) => query.where('tenant_id', '=', String(tenant)))
        .orderBy('checked_at', (order) => order.desc().nullsLast())
        .orderBy('id')
        .limit(LISTED + 1)
        .execute();
      const more = rows.length > LISTED;
      const found = rows.slice(0, LISTED).map(connectionOf);
      return {
        ok: true,
        lines: [
          ...columns(
            found.map((each) => [
              shownConnection(each),
              each.connector,
              each.state,
              shown(each.organization?.name ?? ''),
              each.checkedAt ?? 'never checked',
              shown(each.problem?.message ?? ''),
            ]),
          ),
          `${counted(found.length, 'connection')}${more ? ', and more' : ''}.`,
        ],
        json: {
          connections: found.map(({ tenantId, connector, name, ...each }) => ({
            tenant: tenantId,
            connector,
            name,
            state: each.state,
            organization: each.organization ?? null,
            checkedAt: each.checkedAt ?? null,
            problem: each.problem ?? null,
          })),
          more,
        },
      };
    });
  },
};
