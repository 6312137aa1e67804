import { Option } from 'commander';
import { AnthropicConnector, type ConnectionRef } from 'anthropic-admin-connector';
import { AuditChain } from '../audit/audit-chain.js';
import { BodyPipe } from '../http/body.pipe.js';
import { KeyUseChanges } from '../key-use/key-use-changes.js';
import { linesOf, type KeyUsePolicy } from '../stores/key-use/key-use-policy.js';
import { KeyUseBody, policyFrom } from '../key-use/key-use.inputs.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, type AdminCommand, type Call, type Report } from './cli/admin-command.js';
import { shown } from './cli/text.js';
import { asUsage, CONNECTION, connectionIn } from './tenants/tenant-options.js';

/** `key-use show` */
export const keyUseShow: AdminCommand = {
  name: 'key-use show',
  summary: 'Shows what the key of a connection may be used for',
  options: CONNECTION,
  examples: ['key-use show --tenant acme'],
  run: async ({ options, env }) => {
    const ref = connectionIn('key-use show', options);
    return withAdminContext(env, async ({ store }) => {
      const found = await store.find(ref);
      if (!found || found.state === 'deleted') throw noConnection(ref);
      if (found.problem?.code === 'key_unreadable') throw altered(ref);
      const policy = found.keyUse ?? null;
      const today = policy?.calls_per_day === undefined ? undefined : await store.callsToday(ref, policy);
      return reportOf(ref, policy, today);
    });
  },
};

/** `key-use set` */
export const keyUseSet: AdminCommand = {
  name: 'key-use set',
  summary: 'Limits what the key of a connection may be used for, in every process with the next call',
  help: 'It replaces the policy as a whole; what is left out allows all. Lists are separated by commas.',
  options: [
    ...CONNECTION,
    new Option('--actions <ids>', 'actions that are allowed, beside those of --packs'),
    new Option('--packs <names>', 'tool packs whose actions are allowed'),
    new Option('--effects <names>', 'of these, only read, write or destructive ones'),
    new Option('--days <names>', 'only on these days, such as mon,tue,wed'),
    new Option('--from <time>', 'only from this time of the day, such as 08:00'),
    new Option('--until <time>', 'only before this time of the day, such as 18:00'),
    new Option('--time-zone <name>', 'IANA time zone of days, hours and calls; UTC if omitted'),
    new Option('--calls-per-day <number>', 'invocations in a day'),
  ],
  examples: [
    'key-use set --tenant acme --effects read --days mon,tue,wed,thu,fri',
    'key-use set --tenant acme --packs members --calls-per-day 500',
  ],
  run: async ({ options, env }) => {
    const ref = connectionIn('key-use set', options);
    const policy = readPolicy(options);
    return withAdminContext(env, async (context) => changed(context, ref, policy));
  },
};

/** `key-use clear` */
export const keyUseClear: AdminCommand = {
  name: 'key-use clear',
  summary: 'Lets the key of a connection be used for everything again',
  options: CONNECTION,
  examples: ['key-use clear --tenant acme'],
  run: async ({ options, env }) => {
    const ref = connectionIn('key-use clear', options);
    return withAdminContext(env, async (context) => changed(context, ref, null));
  },
};

async function changed(
  { store, database, seal }: AdminContext,
  ref: ConnectionRef,
  policy: KeyUsePolicy | null,
): Promise<Report> {
  const changes = new KeyUseChanges(store, new AuditChain(database, seal));
  const { status, warnings = [] } = await changes.change(ref, policy, {});
  if (status === 'missing') throw noConnection(ref);
  if (status === 'not_current') throw altered(ref);
  const report = reportOf(ref, policy);
  return { ...report, lines: [...report.lines, ...warnings], json: { ...report.json, warnings } };
}

const altered = ({ name }: ConnectionRef): AdminProblem =>
  new AdminProblem(
    `The record of the connection ${shown(name)} was altered outside of the platform. Save its key again, then change the policy.`,
  );

const reportOf = (ref: ConnectionRef, policy: KeyUsePolicy | null, callsToday?: number): Report => ({
  ok: true,
  lines: [
    `The key of ${shown(ref.tenantId)} / ${shown(ref.name)} may be used for ${policy ? 'this only:' : 'everything.'}`,
    ...(policy ? linesOf(policy).map((line) => `  ${line}`) : []),
    ...(callsToday === undefined ? [] : [`  calls today: ${callsToday}`]),
  ],
  json: { tenant: ref.tenantId, connection: ref.name, policy, callsToday: callsToday ?? null },
});

/** @throws UsageError */
function readPolicy(options: Call['options']): KeyUsePolicy {
  const list = (name: string): string[] | undefined =>
    options[name] === undefined
      ? undefined
      : String(options[name])
          .split(',')
          .map((one) => one.trim());
  const given = {
    actions: list('actions'),
    packs: list('packs'),
    effects: list('effects'),
    days: list('days'),
    from: options['from'],
    until: options['until'],
    time_zone: options['timeZone'],
    calls_per_day: options['callsPerDay'] === undefined ? undefined : Number(options['callsPerDay']),
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return asUsage(() =>
    policyFrom(new BodyPipe(KeyUseBody, 'policy').transform(present), new AnthropicConnector()),
  );
}

const noConnection = ({ tenantId, name }: ConnectionRef): AdminProblem =>
  new AdminProblem(`${shown(tenantId)} has no connection ${shown(name)}.`);
