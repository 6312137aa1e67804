import { Option } from 'commander';
import { AuditChain } from '../../audit/audit-chain.js';
import { ANTHROPIC_ID } from '../../config/anthropic.config.js';
import { plainText } from '../../security/text.js';
import { SwitchBoard } from '../../switches/switch-board.js';
import { SwitchStore } from '../../switches/switch-store.js';
import { UNSET, type StoredTenant, type TenantSettings } from '../../tenants/tenant-row.js';
import { listTenants, type KnownTenant } from './tenant-list.js';
import { TenantStore, type TenantAction } from './tenant-store.js';
import { withAdminContext, type AdminContext } from '../admin-context.js';
import { UsageError, type AdminCommand, type Report } from '../cli/admin-command.js';
import { wholeOption } from '../cli/program.js';
import { columns, counted, shown } from '../cli/text.js';
import { requireTenant, TENANT, tenantIn } from './tenant-options.js';

const LISTED = 1_000;
const MOST_PER_MINUTE = 1_000_000;
const REASON_MAX_LENGTH = 200;

/** `tenants list` */
export const tenantsList: AdminCommand = {
  name: 'tenants list',
  summary: 'Lists the tenants, with their state, their connections and their limits',
  help: `It lists ${LISTED.toLocaleString('en')} at most, by their id.`,
  options: [
    new Option('--after <id>', 'begins after this tenant'),
    new Option('--disabled', 'only disabled ones, of those'),
  ],
  examples: ['tenants list', 'tenants list --disabled --json'],
  run: ({ options, env }) =>
    withAdminContext(env, async (context) => {
      const after = options['after'] as string | undefined;
      const found = await listTenants(context.database, LISTED + 1, after);
      const more = found.length > LISTED;
      const all = found.slice(0, LISTED);
      const settings = await storeOf(context).findAll(all.map(({ tenantId }) => tenantId));
      const listed = all
        .map((tenant) => ({ tenant, set: settings.get(tenant.tenantId) }))
        .filter(({ set }) => options['disabled'] !== true || set?.state === 'disabled');
      return {
        ok: true,
        lines: [
          ...columns(listed.map(({ tenant, set }) => cellsOf(tenant, set))),
          `${counted(listed.length, 'tenant')}${more ? `, and more: add --after ${shown(all.at(-1)?.tenantId ?? '')}` : ''}.`,
        ],
        json: { tenants: listed.map(({ tenant, set }) => jsonOf(tenant, set)), more },
      };
    }),
};

/** `tenants show` */
export const tenantsShow: AdminCommand = {
  name: 'tenants show',
  summary: 'Shows what is known and set of a tenant',
  options: [TENANT],
  examples: ['tenants show --tenant acme'],
  run: async ({ options, env }) => {
    const tenantId = tenantIn('tenants show', options);
    return withAdminContext(env, async (context) => {
      const tenant = await requireTenant(context, tenantId);
      return reportOf(tenant, await storeOf(context).find(tenantId));
    });
  },
};

/** `tenants disable` */
export const tenantsDisable: AdminCommand = {
  name: 'tenants disable',
  summary: 'Refuses all calls and sign-ins of a tenant, in every process within two seconds',
  help: 'Calls that wait for a slot or are under way end, and their outcome says whether anything was sent. Scheduled checks leave its connections out. Nothing of it is deleted, and no session or token ends: they work again once it is enabled.',
  options: [TENANT, new Option('--reason <text>', 'shown to its callers')],
  examples: [
    'tenants disable --tenant acme',
    'tenants disable --tenant acme --reason "the invoice of May is not paid"',
  ],
  run: async ({ options, env }) => {
    const tenantId = tenantIn('tenants disable', options);
    const change = { state: 'disabled', reason: reasonOf(options['reason']) } as const;
    return changed(env, tenantId, 'tenants.disabled', change);
  },
};

/** `tenants enable` */
export const tenantsEnable: AdminCommand = {
  name: 'tenants enable',
  summary: 'Lets a tenant call and sign in again, in every process within a second',
  help: 'It also seals settings again that were altered outside of the platform; the limits of that tenant are then those of all.',
  options: [TENANT],
  examples: ['tenants enable --tenant acme'],
  run: async ({ options, env }) => {
    const tenantId = tenantIn('tenants enable', options);
    return changed(env, tenantId, 'tenants.enabled', { state: 'enabled', reason: null });
  },
};

/** `tenants read-only` */
export const tenantsReadOnly: AdminCommand = {
  name: 'tenants read-only',
  summary: 'Switches off every action of a tenant that writes, in every process within a second',
  help: 'It is the read-only mode that the tenant has among its own switches, so people of the tenant who may change switches can end it.',
  options: [TENANT, new Option('--off', 'lets it write again')],
  examples: ['tenants read-only --tenant acme', 'tenants read-only --tenant acme --off'],
  run: async ({ options, env }) => {
    const tenantId = tenantIn('tenants read-only', options);
    const readOnly = options['off'] !== true;
    return withAdminContext(env, async (context) => {
      await requireTenant(context, tenantId);
      const { database, seal } = context;
      const board = new SwitchBoard(new SwitchStore(database.db), new AuditChain(database, seal));
      for (const connector of await connectorsOf(context, tenantId)) {
        await board.move({ tenantId, connector }, { readOnly }, {});
      }
      return reportOf(await requireTenant(context, tenantId), await storeOf(context).find(tenantId));
    });
  },
};

/** `tenants quota` */
export const tenantsQuota: AdminCommand = {
  name: 'tenants quota',
  summary: 'Sets how many requests per minute a tenant may make, in every process within a second',
  help: '--throttle counts requests to the platform, in place of PLATFORM_THROTTLE_PER_TENANT; --budget counts requests to the API, within the limit of its organization. Each keeps what the other one is.',
  options: [
    TENANT,
    new Option('--throttle <number>', 'requests to the platform per minute').argParser(
      wholeOption('throttle', MOST_PER_MINUTE, 6000),
    ),
    new Option('--budget <number>', 'requests to the API per minute').argParser(
      wholeOption('budget', MOST_PER_MINUTE, 30),
    ),
    new Option('--clear', 'goes back to the limits of all'),
  ],
  examples: [
    'tenants quota --tenant acme --throttle 6000 --budget 30',
    'tenants quota --tenant acme --clear',
  ],
  run: async ({ options, env }) => {
    const tenantId = tenantIn('tenants quota', options);
    const { throttle, budget, clear } = options as Record<string, number | boolean | undefined>;
    const named = throttle !== undefined || budget !== undefined;
    if (named === (clear === true)) {
      throw new UsageError(
        'tenants quota takes --throttle, --budget or both, or else --clear; see: tenants quota --help',
      );
    }
    const change = named
      ? {
          ...(throttle === undefined ? {} : { throttle: Number(throttle) }),
          ...(budget === undefined ? {} : { budget: Number(budget) }),
        }
      : { throttle: null, budget: null };
    return changed(env, tenantId, 'tenants.quota_set', change);
  },
};

const storeOf = ({ database, seal, rowSeal }: AdminContext): TenantStore =>
  new TenantStore(database, rowSeal, new AuditChain(database, seal));

function changed(
  env: NodeJS.ProcessEnv,
  tenantId: string,
  action: TenantAction,
  change: Partial<TenantSettings>,
): Promise<Report> {
  return withAdminContext(env, async (context) => {
    const tenant = await requireTenant(context, tenantId);
    const store = storeOf(context);
    await store.change(tenantId, action, change);
    return reportOf(tenant, await store.find(tenantId));
  });
}

/** @throws UsageError */
function reasonOf(given: unknown): string | null {
  if (given === undefined) return null;
  const reason = plainText(given as string).trim();
  if (reason !== '' && reason.length <= REASON_MAX_LENGTH) return reason;
  throw new UsageError(
    `--reason must be a text of 1 to ${REASON_MAX_LENGTH} characters; example: the invoice of May is not paid`,
  );
}

/** The connectors of a tenant's connections, and the one that every platform has. */
async function connectorsOf({ database }: AdminContext, tenantId: string): Promise<Set<string>> {
  const rows = await database.db
    .selectFrom('connections')
    .select('connector')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .execute();
  return new Set([ANTHROPIC_ID, ...rows.map(({ connector }) => connector)]);
}

const stateOf = (set: StoredTenant | undefined): string =>
  set?.altered === true ? 'altered, so disabled' : (set?.state ?? 'enabled');

const perMinute = (what: string, limit: number | null, otherwise: string): string =>
  `${what} ${limit === null ? otherwise : `${limit.toLocaleString('en')} requests per minute`}`;

const connectionsOf = ({ connections }: KnownTenant): string =>
  Object.entries(connections)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ') || 'no connection';

function cellsOf(tenant: KnownTenant, set: StoredTenant | undefined): string[] {
  const { throttle, budget } = set ?? UNSET;
  return [
    shown(tenant.tenantId),
    stateOf(set),
    connectionsOf(tenant),
    [
      ...(tenant.readOnly.length > 0 ? ['read-only'] : []),
      ...(throttle === null ? [] : [perMinute('throttle', throttle, '')]),
      ...(budget === null ? [] : [perMinute('budget', budget, '')]),
    ].join(', '),
  ];
}

function reportOf(tenant: KnownTenant, set: StoredTenant | undefined): Report {
  const { reason, throttle, budget } = set ?? UNSET;
  const { tenantId, readOnly, entries } = tenant;
  return {
    ok: set?.altered !== true,
    lines: [
      `${shown(tenantId)} is ${stateOf(set)}${reason === null ? '' : `: ${shown(reason)}`}.`,
      `  connections: ${connectionsOf(tenant)}`,
      `  read-only: ${readOnly.length === 0 ? 'no' : readOnly.map(shown).join(', ')}`,
      perMinute('  throttle:', throttle, 'as for all (PLATFORM_THROTTLE_PER_TENANT)'),
      perMinute('  budget:', budget, 'as its organization has'),
      `  audit: ${counted(entries, 'entry', 'entries')}`,
      ...(set ? [`  set: ${set.changedAt}`] : []),
      ...(set?.altered === true
        ? [
            'Its settings were altered outside of the platform or sealed by a keyring that is lost. To seal them again, run: tenants enable',
          ]
        : []),
    ],
    json: jsonOf(tenant, set),
  };
}

const jsonOf = (
  { tenantId, connections, readOnly, entries }: KnownTenant,
  set: StoredTenant | undefined,
): Report['json'] => {
  const { state, reason, throttle, budget } = set ?? UNSET;
  return {
    tenant: tenantId,
    state,
    altered: set?.altered ?? false,
    reason,
    readOnly,
    quota: { throttle, budget },
    connections,
    auditEntries: entries,
    changedAt: set?.changedAt ?? null,
  };
};
