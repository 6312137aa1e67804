import { Option } from 'commander';
import { AuditChain } from '../audit/audit-chain.js';
import type { Principal } from '../http/request-context.js';
import { sessionFacts } from '../sessions/session-facts.js';
import { endSessions, type SessionFilter } from '../sessions/session-store.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call } from './cli/admin-command.js';
import { counted, shown } from './cli/text.js';
import { requireTenant } from './tenants/tenant-options.js';

/** `sessions end` */
export const sessionsEnd: AdminCommand = {
  name: 'sessions end',
  summary: 'Signs people out of the portal, at once and in every process',
  help: 'It also invalidates the sign-in links of the same people. Tokens stay valid: see tokens revoke.',
  options: [
    new Option('--tenant <id>', 'sessions of this tenant'),
    new Option('--sub <id>', 'sessions of this person'),
    new Option('--all', 'all sessions'),
  ],
  examples: ['sessions end --tenant acme --sub ada', 'sessions end --all'],
  run: async ({ options, env }) => {
    const filter = filterOf(options);
    return withAdminContext(env, async (context) => {
      const { tenantId, actorId } = filter;
      if (tenantId !== undefined) await requireTenant(context, tenantId);
      const ended = await endSessions(context.database.db, context.sets, filter);
      await tellAudit(context, ended);
      if (actorId !== undefined && ended.length === 0) {
        throw new AdminProblem(
          `Nothing matched: ${shown(actorId)} has no session${tenantId === undefined ? '' : ` of ${shown(tenantId)}`}. --sub is the id of the subject, as the audit has it.`,
        );
      }
      return {
        ok: true,
        lines: [
          ...ended.map(({ tenantId, actor }) => `${shown(tenantId)} / ${shown(actor.id)}: signed out`),
          `Ended ${counted(ended.length, 'session')}.`,
        ],
        json: { ended: ended.map(({ tenantId, actor }) => ({ tenant: tenantId, subject: actor.id })) },
      };
    });
  },
};

function filterOf({ tenant, sub, all }: Call['options']): SessionFilter {
  const named = tenant !== undefined || sub !== undefined;
  if (named === (all === true)) {
    throw new UsageError(
      'sessions end takes --tenant, --sub or both, or else --all; see: sessions end --help',
    );
  }
  return { tenantId: tenant as string | undefined, actorId: sub as string | undefined };
}

async function tellAudit({ database, seal }: AdminContext, ended: readonly Principal[]): Promise<void> {
  const audit = new AuditChain(database, seal);
  for (const who of ended) {
    await audit.append(sessionFacts('ended_by_operator', who, {}));
  }
}
