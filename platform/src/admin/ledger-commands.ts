import { Option } from 'commander';
import { AuditChain } from '../audit/audit-chain.js';
import { ID_DESC, isId } from '../auth/claims.js';
import { ledgerSettingsFrom } from '../ledger/ledger.config.js';
import { LedgerStore } from '../ledger/ledger-store.js';
import { LedgerChanges } from '../ledger/ledger-switch.js';
import { ledgerView, type LedgerView } from '../ledger/ledger-view.js';
import { withAdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call, type Report } from './cli/admin-command.js';
import { columns, counted, shown } from './cli/text.js';
import { CONNECTION, connectionIn } from './tenants/tenant-options.js';

const LISTED = 1_000;

/** `ledger list` */
export const ledgerList: AdminCommand = {
  name: 'ledger list',
  summary: 'Lists the connections whose spend is kept, with the progress of each',
  help: `It lists ${LISTED.toLocaleString('en')} at most, those first that have failed.`,
  options: [new Option('--tenant <id>', 'only those of this tenant')],
  examples: ['ledger list', 'ledger list --tenant acme --json'],
  run: async ({ options, env }) => {
    const { tenant } = options;
    if (tenant !== undefined && !isId(tenant)) throw new UsageError(`--tenant must be ${ID_DESC}.`);
    return withAdminContext(env, async ({ database }) => {
      const rows = await database.db
        .selectFrom('ledger_syncs')
        .select(['tenant_id', 'connector', 'name'])
        .where('state', '=', 'on')
        .$if(tenant !== undefined, (query) => query.where('tenant_id', '=', String(tenant)))
        .orderBy('failures', 'desc')
        .orderBy('ledger')
        .limit(LISTED)
        .execute();
      const store = new LedgerStore(database);
      const settings = ledgerSettingsFrom(env);
      const found: { tenant: string; connection: string; view: LedgerView }[] = [];
      for (const { tenant_id: tenantId, connector, name } of rows) {
        const view = await ledgerView(store, settings, { tenantId, connector, name });
        found.push({ tenant: tenantId, connection: name, view });
      }
      return {
        ok: true,
        lines: [
          ...columns(
            found.map(({ tenant: id, connection, view }) => [
              `${shown(id)} / ${shown(connection)}`,
              ...cellsOf(view),
            ]),
          ),
          `${counted(found.length, 'ledger')}.`,
        ],
        json: { ledgers: found.map(({ view, ...names }) => ({ ...names, ...view })) },
      };
    });
  },
};

/** `ledger on` */
export const ledgerOn: AdminCommand = {
  name: 'ledger on',
  summary: 'Keeps the spend of a connection from now on, and reads its past',
  options: CONNECTION,
  examples: ['ledger on --tenant acme'],
  run: (call) => switched(call, 'on'),
};

/** `ledger off` */
export const ledgerOff: AdminCommand = {
  name: 'ledger off',
  summary: 'Keeps the spend of a connection no longer, and removes what was kept',
  options: [
    ...CONNECTION,
    new Option('--accept-loss', 'confirms it: what the API has restated is known nowhere else'),
  ],
  examples: ['ledger off --tenant acme --accept-loss'],
  run: async (call) => {
    if (call.options['acceptLoss'] !== true)
      throw new UsageError('ledger off removes what was kept: add --accept-loss; see: ledger off --help');
    return switched(call, 'off');
  },
};

async function switched({ options, env }: Call, to: 'on' | 'off'): Promise<Report> {
  const ref = connectionIn(`ledger ${to}`, options);
  return withAdminContext(env, async ({ database, store, seal }) => {
    const ledgers = new LedgerStore(database);
    const changes = new LedgerChanges(store, ledgers, new AuditChain(database, seal));
    if (!(await changes.change(ref, to, {})))
      throw new AdminProblem(`There is no connection ${shown(ref.name)} of ${shown(ref.tenantId)}.`);
    const view = await ledgerView(ledgers, ledgerSettingsFrom(env), ref);
    return {
      ok: true,
      lines: [
        `The spend of ${shown(ref.tenantId)} / ${shown(ref.name)} is ${to === 'on' ? 'kept' : 'not kept'}.`,
      ],
      json: { tenant: ref.tenantId, connection: ref.name, ...view },
    };
  });
}

const cellsOf = ({ progress = 0, days, synced_at, problem }: LedgerView): string[] => [
  `${Math.floor(progress * 100)} %`,
  days ? `${days.from.slice(0, 10)} to ${days.until.slice(0, 10)}` : 'nothing yet',
  synced_at === undefined ? 'first sync not finished' : `synchronized at ${synced_at}`,
  problem ?? '',
];
