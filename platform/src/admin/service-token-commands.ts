import { Option } from 'commander';
import { AnthropicConnector } from 'anthropic-admin-connector';
import { AuditChain } from '../audit/audit-chain.js';
import { BodyPipe } from '../http/body.pipe.js';
import { PlatformError } from '../problems/platform-error.js';
import { OPERATOR } from '../service-tokens/grant.js';
import { PRESET_NAMES } from '../service-tokens/presets.js';
import { MakeTokenBody, RotateTokenBody } from '../service-tokens/service-tokens.inputs.js';
import { TokenService, type TokenMaker } from '../service-tokens/token-service.js';
import { ServiceTokenStore, type ListedToken, type MadeToken } from '../service-tokens/token-store.js';
import { TokenUses } from '../service-tokens/token-uses.js';
import { madeView, tokenView } from '../service-tokens/token-view.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call, type Report } from './cli/admin-command.js';
import { columns, counted, shown } from './cli/text.js';
import { asUsage, requireTenant, TENANT, tenantIn } from './tenants/tenant-options.js';

const LISTED = 1_000;

const EXPIRES = new Option('--expires-in <time>', 'lifetime from now, such as 90d or 8h; at most 365d');

/** `service-tokens list` */
export const serviceTokensList: AdminCommand = {
  name: 'service-tokens list',
  summary: 'Lists the service tokens of a tenant, with their last use',
  help: `It lists ${LISTED.toLocaleString('en')} at most, also those that have ended within 30 days.`,
  options: [TENANT],
  examples: ['service-tokens list --tenant acme'],
  run: async ({ options, env }) => {
    const tenant = tenantIn('service-tokens list', options);
    return withAdminContext(env, async (context) => {
      await requireTenant(context, tenant);
      const found = await storeOf(context).list(tenant, LISTED + 1);
      const listed = found.slice(0, LISTED);
      const uses = await new TokenUses(context.database).of(listed.map(({ id }) => id));
      const views = listed.map((one) => tokenView(one, uses.get(one.id)));
      return {
        ok: true,
        lines: [
          ...columns(listed.map((one) => cellsOf(one, uses.get(one.id)?.lastUsedAt ?? null))),
          `${counted(listed.length, 'service token')}${found.length > LISTED ? ', and more' : ''}.`,
        ],
        json: { tokens: views, more: found.length > LISTED },
      };
    });
  },
};

/** `service-tokens make` */
export const serviceTokensMake: AdminCommand = {
  name: 'service-tokens make',
  summary: 'Makes a token for an agent or a script, and prints it this once',
  help: 'It takes a preset or a list of actions. Lists are separated by commas. The platform stores a hash of it alone.',
  options: [
    TENANT,
    new Option('--name <text>', 'what it is for; required'),
    new Option('--kind <kind>', 'agent or script; script if omitted'),
    new Option('--preset <name>', `one of ${PRESET_NAMES.join(', ')}`),
    new Option('--actions <ids>', 'actions, in place of a preset'),
    new Option('--effects <names>', 'of these, only read, write or destructive ones'),
    new Option('--permissions <names>', 'further permissions, such as anthropic:audit:read'),
    new Option('--connections <names>', 'only these connections'),
    new Option('--addresses <list>', 'only from these IP addresses and subnets'),
    EXPIRES,
  ],
  examples: [
    'service-tokens make --tenant acme --name "Weekly report" --preset finops --expires-in 90d',
    'service-tokens make --tenant acme --name Desk --kind agent --actions users_list,invites_create',
  ],
  run: async ({ options, env }) => {
    const tenant = tenantIn('service-tokens make', options);
    const body = asUsage(() => new BodyPipe(MakeTokenBody, 'token').transform(bodyOf(options)));
    return withAdminContext(env, async (context) => {
      await requireTenant(context, tenant);
      const made = await refusedAsUsage(() => serviceOf(context).make(body, makerOf(tenant)));
      return reportOf(tenant, made);
    });
  },
};

/** `service-tokens rotate` */
export const serviceTokensRotate: AdminCommand = {
  name: 'service-tokens rotate',
  summary: 'Gives a service token another secret, and prints it this once',
  help: 'The secret before counts for the time of --overlap, an earlier one no longer.',
  options: [
    TENANT,
    new Option('--id <id>', 'the token, such as tok_...; required'),
    new Option('--overlap <seconds>', 'how long the secret before counts; 86400 if omitted'),
    EXPIRES,
  ],
  examples: ['service-tokens rotate --tenant acme --id tok_2gBz8QvX1mTn5RkY --overlap 3600'],
  run: async ({ options, env }) => {
    const tenant = tenantIn('service-tokens rotate', options);
    const id = idIn('rotate', options);
    const given = {
      ...(options['overlap'] === undefined ? {} : { overlap_s: Number(options['overlap']) }),
      ...(options['expiresIn'] === undefined ? {} : { expires_in: options['expiresIn'] }),
    };
    const body = asUsage(() => new BodyPipe(RotateTokenBody, 'token').transform(given));
    return withAdminContext(env, async (context) => {
      await requireTenant(context, tenant);
      const made = await refusedAsUsage(() => serviceOf(context).rotate(id, body, makerOf(tenant)));
      if (!made) throw noSuchToken(tenant, id);
      return reportOf(tenant, made);
    });
  },
};

/** `service-tokens revoke` */
export const serviceTokensRevoke: AdminCommand = {
  name: 'service-tokens revoke',
  summary: 'Ends a service token and those that were made with it, in every process within a second',
  options: [TENANT, new Option('--id <id>', 'the token, such as tok_...; required')],
  examples: ['service-tokens revoke --tenant acme --id tok_2gBz8QvX1mTn5RkY'],
  run: async ({ options, env }) => {
    const tenant = tenantIn('service-tokens revoke', options);
    const id = idIn('revoke', options);
    return withAdminContext(env, async (context) => {
      await requireTenant(context, tenant);
      const ended = await storeOf(context).revoke(tenant, id, {});
      if (ended === undefined) throw noSuchToken(tenant, id);
      return { ok: true, lines: [`Ended ${counted(ended, 'service token')}.`], json: { tenant, id, ended } };
    });
  },
};

const storeOf = ({ database, sets, rowSeal, seal }: AdminContext): ServiceTokenStore =>
  new ServiceTokenStore(database, sets, rowSeal, new AuditChain(database, seal));

/** The catalogue that comes with the package: presets are taken from it. */
const serviceOf = (context: AdminContext): TokenService => {
  const connector = new AnthropicConnector();
  return new TokenService(storeOf(context), () => [connector]);
};

const makerOf = (tenantId: string): TokenMaker => ({ tenantId, holder: OPERATOR, by: {} });

const LISTS = ['actions', 'effects', 'permissions', 'connections', 'addresses'];

function bodyOf(options: Call['options']): Record<string, unknown> {
  const lists = LISTS.filter((name) => options[name] !== undefined).map((name) => [
    name,
    String(options[name])
      .split(',')
      .map((one) => one.trim()),
  ]);
  const { name, preset, expiresIn, kind = 'script' } = options;
  const given = {
    kind,
    ...(name === undefined ? {} : { name }),
    ...(preset === undefined ? {} : { preset }),
    ...(expiresIn === undefined ? {} : { expires_in: expiresIn }),
  };
  return { ...given, ...(Object.fromEntries(lists) as Record<string, string[]>) };
}

/** @throws UsageError */
function idIn(command: string, { id }: Call['options']): string {
  if (typeof id === 'string' && id !== '') return id;
  throw new UsageError(`service-tokens ${command} takes --id <id>; see: service-tokens ${command} --help`);
}

/** @throws UsageError, AdminProblem */
async function refusedAsUsage<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw error.code === 'conflict' ? new AdminProblem(error.message) : new UsageError(error.message);
  }
}

const noSuchToken = (tenant: string, id: string): AdminProblem =>
  new AdminProblem(
    `Nothing matched: ${shown(tenant)} has no service token ${shown(id)} in force. To see those that there are, run: npm run -s admin -- service-tokens list --tenant ${shown(tenant)}`,
  );

const reportOf = (tenant: string, made: MadeToken): Report => ({
  ok: true,
  lines: [
    made.secret,
    `It is ${made.token.id} of ${shown(tenant)}, until ${made.token.expiresAt}. It is not shown again.`,
  ],
  json: { tenant, ...madeView(made) },
  made: made.secret,
});

const cellsOf = ({ id, name, token, state }: ListedToken, lastUsedAt: string | null): string[] => [
  id,
  shown(name),
  token ? `${token.kind}, ${token.preset ?? counted(token.actions?.length ?? 0, 'action')}` : '',
  state === 'in_force' ? `until ${token?.expiresAt}` : state,
  lastUsedAt === null ? 'never used' : `used ${lastUsedAt}`,
];
