import { Option } from 'commander';
import { AuditChain } from '../audit/audit-chain.js';
import { ID_DESC, isId } from '../auth/claims.js';
import { revocationView } from '../revocations/revocations.controller.js';
import {
  RevocationStore,
  TooManyRevocations,
  type Ended,
  type Revocation,
  type RevocationTarget,
} from '../revocations/revocation-store.js';
import { ServiceTokenStore } from '../service-tokens/token-store.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call } from './cli/admin-command.js';
import { columns, counted, shown } from './cli/text.js';
import { requireTenant } from './tenants/tenant-options.js';
import { findTenant } from './tenants/tenant-list.js';

const LISTED = 1_000;

/** `tokens revoke` */
export const tokensRevoke: AdminCommand = {
  name: 'tokens revoke',
  summary: 'Refuses tokens before they expire, in every process within a second',
  help: 'With --tenant alone it revokes all tokens of the tenant that were issued until now, with --sub those of one subject, and its sessions end; with --jti one token. A token that does not say when it was issued (iat) counts as old.',
  options: [
    new Option('--tenant <id>', 'the tenant of the tokens; required'),
    new Option('--sub <id>', 'tokens and sessions of this subject'),
    new Option('--jti <id>', 'the token with this id'),
    new Option('--unseen', 'also where the tenant has never used the platform'),
  ],
  examples: [
    'tokens revoke --tenant acme --sub ada',
    'tokens revoke --tenant acme',
    'tokens revoke --tenant new-tenant --unseen',
  ],
  run: async ({ options, env }) => {
    const tenant = tenantOf('revoke', options);
    const target = targetOf(options);
    return withAdminContext(env, async (context) => {
      if (options['unseen'] !== true) await requireSeen(context, tenant);
      const ended = await revoked(storeOf(context), tenant, target);
      return {
        ok: true,
        lines: [
          `Revoked ${namesOf(tenant, target)}, in every process within a second.`,
          ...(target.kind === 'token' ? [] : [`Ended ${counted(ended.sessions.length, 'session')}.`]),
          ...(ended.serviceTokens === 0 ? [] : [`Ended ${counted(ended.serviceTokens, 'service token')}.`]),
        ],
        json: {
          tenant,
          kind: target.kind,
          id: target.value || null,
          sessionsEnded: ended.sessions.length,
          serviceTokensEnded: ended.serviceTokens,
        },
      };
    });
  },
};

/** `tokens list` */
export const tokensList: AdminCommand = {
  name: 'tokens list',
  summary: 'Lists the tokens of a tenant that are revoked',
  help: `It lists ${LISTED.toLocaleString('en')} at most. A revocation is removed once the tokens that it concerns have expired.`,
  options: [new Option('--tenant <id>', 'the tenant of the tokens; required')],
  examples: ['tokens list --tenant acme'],
  run: async ({ options, env }) => {
    const tenant = tenantOf('list', options);
    return withAdminContext(env, async (context) => {
      await requireTenant(context, tenant);
      const found = await storeOf(context).list(tenant, LISTED + 1);
      const more = found.length > LISTED;
      const listed = found.slice(0, LISTED);
      return {
        ok: true,
        lines: [
          ...columns(listed.map((one) => cellsOf(tenant, one))),
          `${counted(listed.length, 'revocation')}${more ? ', and more' : ''}.`,
        ],
        json: { revocations: listed.map(revocationView), more },
      };
    });
  },
};

/**
 * Tokens of a tenant may be out before it has used any: there is nothing to compare its name with.
 * @throws AdminProblem where nothing is known of the tenant
 */
async function requireSeen({ database }: AdminContext, tenant: string): Promise<void> {
  if (await findTenant(database, tenant)) return;
  throw new AdminProblem(
    `Nothing matched: there is no tenant ${shown(tenant)}, and nothing was revoked. If the name is right, and its tokens were never used, add --unseen.`,
  );
}

const storeOf = ({ database, sets, seal, rowSeal }: AdminContext): RevocationStore => {
  const audit = new AuditChain(database, seal);
  return new RevocationStore(database, sets, audit, new ServiceTokenStore(database, sets, rowSeal, audit));
};

async function revoked(store: RevocationStore, tenant: string, target: RevocationTarget): Promise<Ended> {
  try {
    return await store.revoke(tenant, target, {});
  } catch (error) {
    throw error instanceof TooManyRevocations ? new AdminProblem(error.message) : error;
  }
}

/** @throws UsageError */
function tenantOf(word: string, { tenant }: Call['options']): string {
  if (tenant !== undefined) return idOf('tenant', tenant);
  throw new UsageError(`tokens ${word} takes --tenant <id>; see: tokens ${word} --help`);
}

/** @throws UsageError */
function targetOf({ sub, jti }: Call['options']): RevocationTarget {
  if (sub !== undefined && jti !== undefined) {
    throw new UsageError('tokens revoke takes --sub or --jti, not both; see: tokens revoke --help');
  }
  if (jti !== undefined) return { kind: 'token', value: idOf('jti', jti) };
  return sub === undefined ? { kind: 'tenant', value: '' } : { kind: 'subject', value: idOf('sub', sub) };
}

/** The same as the claim may be. */
function idOf(name: string, value: unknown): string {
  if (isId(value)) return value;
  throw new UsageError(`--${name} must be ${ID_DESC}.`);
}

function namesOf(tenant: string, { kind, value }: RevocationTarget): string {
  if (kind === 'token') return `the token ${shown(value)} of ${shown(tenant)}`;
  const subject = kind === 'subject' ? ` / ${shown(value)}` : '';
  return `all tokens of ${shown(tenant)}${subject} that were issued until now`;
}

const cellsOf = (tenant: string, { kind, value, revokedAt, revokedBy }: Revocation): string[] => [
  kind,
  shown(kind === 'tenant' ? tenant : value),
  revokedAt,
  revokedBy === null ? 'by the operator' : `by ${shown(revokedBy)}`,
];
