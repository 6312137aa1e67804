import { Option } from 'commander';
import { effectOf } from 'anthropic-admin-connector/kit';
import { explain } from '../policies/explain.js';
import { inPlace } from '../policies/problems.js';
import { replay } from '../policies/replay.js';
import { ruleSetOf } from '../policies/rules/check.js';
import { UsageError, type AdminCommand } from './cli/admin-command.js';
import { shown } from './cli/text.js';
import { given, inputIn, numberIn, reasonIn, versionOf, withPolicies } from './policies-context.js';
import { TENANT } from './tenants/tenant-options.js';

const FILE = new Option('--file <path>', 'a file with policies in Cedar; required');
const ZONE = new Option(
  '--time-zone <name>',
  'IANA time zone of hours and days in the policies; UTC if omitted',
);
const REASON = new Option('--reason <text>', 'why, for the audit; required');
const VERSION = new Option('--policies <number>', 'a version of the policies; 0 is what the platform ships');

/** `policies show` */
export const policiesShow: AdminCommand = {
  name: 'policies show',
  summary: 'Shows which policies of a tenant are in force and watched, and its last versions',
  options: [TENANT, VERSION],
  examples: ['policies show --tenant acme', 'policies show --tenant acme --policies 3'],
  run: (call) =>
    withPolicies('policies show', call, async ({ store, tenantId }) => {
      if (call.options['policies'] !== undefined) {
        const found = await versionOf(store, tenantId, numberIn(call.options));
        return { ok: true, lines: found.text.trimEnd().split('\n'), json: { ...found } };
      }
      const state = await store.state(tenantId);
      const versions = await store.versions(tenantId, LISTED);
      const lines = versions.map(
        ({ version, createdAt, createdBy, reason }) =>
          `  ${version}  ${createdAt}  ${shown(createdBy)}: ${shown(reason)}`,
      );
      return {
        ok: true,
        lines: [`In force: ${state.on ?? 'none'}; watched: ${state.watch ?? 'none'}.`, ...lines],
        json: { on: state.on, watch: state.watch, versions },
      };
    }),
};

/** `policies check` */
export const policiesCheck: AdminCommand = {
  name: 'policies check',
  summary: 'Checks policies, and tells what they would have done to the calls of the last days',
  options: [TENANT, FILE, ZONE, new Option('--days <number>', '1 to 30; 30 if omitted')],
  examples: ['policies check --tenant acme --file policies.cedar'],
  run: (call) =>
    withPolicies('policies check', call, async ({ changes, judges, connector, context, tenantId }) => {
      const { text, timeZone } = given('policies check', call.options);
      const days = Number(call.options['days'] ?? 30);
      if (!Number.isInteger(days) || days < 1 || days > 30)
        throw new UsageError('--days must be a whole number from 1 to 30.');
      const checked = await changes.check(text, timeZone);
      if (!checked.ok)
        return { ok: false, lines: checked.problems.map(inPlace), json: { problems: checked.problems } };
      const { database, seal } = context;
      const directory = { has: (id: string) => id === connector.id, get: () => connector };
      const replayed = await replay(
        { database, seal, directory, judges, now: Date.now },
        tenantId,
        checked.set,
        days,
      );
      const examples = replayed.examples.map(
        ({ at, action, actor, effect, reason }) =>
          `  ${at}  ${action} by ${shown(actor ?? 'the platform')}: ${effect}, ${reason}`,
      );
      return {
        ok: true,
        lines: ['The policies are valid.', replayed.summary, ...examples],
        json: { problems: [], replay: replayed },
      };
    }),
};

/** `policies set` */
export const policiesSet: AdminCommand = {
  name: 'policies set',
  summary: 'Stores policies as a new version, which is not in force yet',
  options: [TENANT, FILE, ZONE, REASON],
  examples: ['policies set --tenant acme --file policies.cedar --reason "as agreed"'],
  run: (call) =>
    withPolicies('policies set', call, async ({ changes, tenantId }) => {
      const reason = reasonIn('policies set', call.options);
      const saved = await changes.save(tenantId, { ...given('policies set', call.options), reason }, {});
      if (!saved.ok)
        return { ok: false, lines: saved.problems.map(inPlace), json: { problems: saved.problems } };
      const { version } = saved;
      return {
        ok: true,
        lines: [
          `Stored as version ${version}. To see what it does: policies watch --tenant ${shown(tenantId)} --policies ${version}`,
        ],
        json: { version },
      };
    }),
};

/** A command that changes which versions hold. */
const changing = (
  name: string,
  summary: string,
  changed: (version: number | null) => { on?: number | null; watch?: number | null },
): AdminCommand => ({
  name,
  summary,
  help: 'It holds in every process within a second and a half. With --policies none, there is no version.',
  options: [
    TENANT,
    VERSION,
    REASON,
    new Option(
      '--repair',
      'starts what was altered outside of the platform again; other tenants of that part get the shipped policies',
    ),
  ],
  examples: [`${name} --tenant acme --policies 3 --reason "as agreed"`],
  run: (call) =>
    withPolicies(name, call, async ({ changes, tenantId }) => {
      const { policies, repair } = call.options;
      const version = policies === 'none' ? null : numberIn(call.options);
      const reason = reasonIn(name, call.options);
      const { on, watch } = await changes.set(tenantId, changed(version), reason, {}, repair === true);
      return {
        ok: true,
        lines: [`In force: ${on ?? 'none'}; watched: ${watch ?? 'none'}.`],
        json: { on, watch },
      };
    }),
});

/** `policies watch` */
export const policiesWatch = changing(
  'policies watch',
  'Notes what a version would decide in each outcome and in the audit, and refuses nothing',
  (watch) => ({ watch }),
);

/** `policies on` */
export const policiesOn = changing('policies on', 'Puts a version in force', (on) => ({ on, watch: null }));

/** `policies rollback` */
export const policiesRollback = changing(
  'policies rollback',
  'Puts an earlier version in force again',
  (on) => ({ on, watch: null }),
);

/** `policies explain` */
export const policiesExplain: AdminCommand = {
  name: 'policies explain',
  operands: ['<action>'],
  summary: 'Tells what the policies decide about a call, which of them, and what would change it',
  options: [
    TENANT,
    new Option('--person <id>', 'who calls; operator if omitted'),
    new Option('--agent', 'the caller is an agent or a script'),
    new Option('--roles <names>', 'the roles of the caller, separated by commas'),
    new Option('--connection <name>', 'the connection; default if omitted'),
    new Option('--input <json>', 'the input; its example if omitted'),
    VERSION,
  ],
  examples: ['policies explain users_remove --tenant acme --person ada'],
  run: (call) =>
    withPolicies(
      'policies explain',
      call,
      async ({ store, judges, engine, catalogue, connector, tenantId }) => {
        const [actionId = ''] = call.operands;
        const { person = 'operator', agent, roles, connection = 'default', policies } = call.options;
        const description = connector.describe(actionId);
        const action = catalogue.find(connector.id, actionId);
        if (!description || !action) throw new UsageError('There is no action of that name.');
        const state = await store.state(tenantId);
        const number = policies === undefined ? (state.on ?? state.watch ?? 0) : numberIn(call.options);
        const { text, timeZone } = await versionOf(store, tenantId, number);
        const input = inputIn(call.options) ?? (description.example as Record<string, unknown>);
        const explained = explain(
          judges,
          { version: number, set: ruleSetOf(engine, text, timeZone) },
          {
            connector: connector.id,
            actionId,
            effect: effectOf(description.effect, input),
            input,
            connection: String(connection),
            actor: {
              id: String(person),
              type: agent === true ? 'Agent' : 'User',
              roles: roles === undefined ? [] : String(roles).split(','),
            },
            door: 'rest',
            source: undefined,
          },
          action,
          Date.now(),
        );
        const { effect, reason, approval, alternatives } = explained;
        return {
          ok: true,
          lines: [
            `${WORDS[effect]} by version ${number}${reason === undefined ? '.' : `: ${reason}`}`,
            ...explained.policies.map(
              ({ id, title }) => `  policy ${id}${title === undefined ? '' : `: ${title}`}`,
            ),
            ...(approval ? [`  approvals: ${approval.quorum} of ${approval.approvers.join(', ')}`] : []),
            ...alternatives.map((one) => `  ${WORDS[one.effect]} with: ${one.change}`),
          ],
          json: { version: number, ...explained },
        };
      },
    ),
};

const WORDS = { allow: 'Allowed', approval: 'Takes an approval', deny: 'Refused' } as const;

const LISTED = 20;
