import { Option } from 'commander';
import { adoptKeys, keysFit } from '../../audit/key-check.js';
import { resealChain, unsealedTenants } from '../../audit/reseal.js';
import { withAdminContext, type AdminContext } from '../admin-context.js';
import { UsageError, type AdminCommand, type Call, type Report } from '../cli/admin-command.js';
import { recordedRevocations } from '../../auth/token-verifier.js';
import { counted, shown } from '../cli/text.js';
import { tenantsOf } from './audit-options.js';

/** `audit reseal` */
export const auditReseal: AdminCommand = {
  name: 'audit reseal',
  summary: 'Lets audits go on whose head cannot be authenticated, after the loss of a keyring',
  help: 'It changes no entry: it adds one that says so, audit.resealed, and seals the head with the present keyring. What is before that entry is chained, but no one can tell any more whether all of it was rewritten. Without --accept-loss it lists the audits alone.',
  options: [
    new Option('--tenant <id>', 'the audit of this tenant'),
    new Option('--all', 'the audits of all tenants'),
    new Option('--accept-loss', 'confirms it: put the former keyring back instead, if there is a copy'),
  ],
  examples: ['audit reseal --all', 'audit reseal --all --accept-loss'],
  run: async ({ options, env }) => {
    const only = tenantOf(options);
    return withAdminContext(
      env,
      async (context) => {
        await tenantsOf(context.database, only);
        const unsealed = await unsealedTenants(context.database.db, context.seal);
        const tenants = unsealed.filter((tenantId) => only === undefined || tenantId === only);
        return options['acceptLoss'] === true || tenants.length === 0
          ? reseal(context, tenants, unsealed.length - tenants.length)
          : preview(tenants);
      },
      { anyEnvironment: true },
    );
  },
};

/** @throws UsageError */
function tenantOf({ tenant, all }: Call['options']): string | undefined {
  if ((tenant !== undefined) === (all === true)) {
    throw new UsageError('audit reseal takes --tenant <id> or --all; see: audit reseal --help');
  }
  return tenant as string | undefined;
}

const preview = (tenants: readonly string[]): Report => ({
  ok: false,
  lines: [
    ...tenants.map(
      (tenantId) =>
        `${shown(tenantId)}: its head is not the one that was written, or was written under another key`,
    ),
    `Nothing was changed. To let ${counted(tenants.length, 'audit')} go on without that proof, add --accept-loss.`,
  ],
  json: { unsealed: tenants, resealed: [] },
});

/**
 * Seals what is revoked as the table has it. Sessions, sign-in codes, service tokens and approvals end, and the policies of all tenants
 * are those of a new one: what tenants have set cannot be distinguished from what was altered.
 */
async function resealSets(sets: AdminContext['sets']): Promise<void> {
  const { revocations, policies } = sets;
  for (const shard of await revocations.altered(true)) await revocations.rebuild(shard, recordedRevocations);
  for (const shard of await policies.altered(true)) await policies.rebuild(shard, NOTHING);
  for (const set of [sets.sessions, sets.codes, sets.serviceTokens, sets.approvals]) {
    for (const shard of await set.altered(false)) await set.rebuild(shard, NOTHING);
  }
}

const NOTHING = async (): Promise<Record<string, string>> => ({});

async function reseal(
  { database, seal, keys, scope, sets }: AdminContext,
  tenants: readonly string[],
  others: number,
): Promise<Report> {
  const lost = !(await keysFit(database, keys.fingerprinter));
  const resealed: { tenant: string; seq: number; hash: string }[] = [];
  for (const tenant of tenants) {
    const entry = await resealChain(database, seal, tenant);
    if (entry) resealed.push({ tenant, seq: entry.seq, hash: entry.hash });
  }
  // From here on the keyring is the one of this database.
  if (others === 0) await adoptKeys(database.db, keys.fingerprinter, scope.environment);
  if (others === 0 && lost) await resealSets(sets);
  return {
    ok: others === 0,
    lines: [
      ...resealed.map(({ tenant, seq }) => `${shown(tenant)}: goes on with entry ${seq}, audit.resealed`),
      `Resealed ${counted(resealed.length, 'audit')}.`,
      others === 0
        ? 'The platform starts with this keyring. Next: npm run -s admin -- connections forget --unreadable'
        : `${counted(others, 'audit')} more cannot be authenticated: until they are resealed too, the platform does not start with this keyring.`,
    ],
    json: { resealed, unsealed: others },
  };
}
