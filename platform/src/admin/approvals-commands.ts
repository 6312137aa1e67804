import { Option } from 'commander';
import { AnthropicConnector } from 'anthropic-admin-connector';
import type { ApprovalApplier } from '../approvals/approval-applier.js';
import { ApprovalBook } from '../approvals/approval-book.js';
import { ApprovalDesk } from '../approvals/approval-desk.js';
import type { ApprovalGate } from '../approvals/approval-gate.js';
import { noticeOf } from '../approvals/approval-notice.js';
import { ApprovalStore } from '../approvals/approval-store.js';
import { APPROVAL_STATES, type Approval } from '../approvals/approval.js';
import { AuditChain } from '../audit/audit-chain.js';
import type { ConnectorDirectory } from '../connectors/connector-directory.js';
import type { Principal } from '../http/request-context.js';
import { Notices } from '../notices/notices.js';
import { TargetSeal } from '../notices/target-seal.js';
import { PlatformError } from '../problems/platform-error.js';
import { withAdminContext, type AdminContext } from './admin-context.js';
import { AdminProblem, UsageError, type AdminCommand, type Call, type Report } from './cli/admin-command.js';
import { columns, counted, shown } from './cli/text.js';
import { requireTenant, TENANT, tenantIn } from './tenants/tenant-options.js';

const LIMIT = 1_000;
const WAIT_MS = 86_400_000;
const NOTE = new Option('--note <text>', 'why, for the requester');

/** `approvals list` */
export const approvalsList: AdminCommand = {
  name: 'approvals list',
  summary: 'Lists the approvals of a tenant, the newest first',
  options: [TENANT, new Option('--state <name>', `only those that are ${APPROVAL_STATES.join(', ')}`)],
  examples: ['approvals list --tenant acme --state pending'],
  run: async ({ options, env }) => {
    const tenantId = tenantIn('approvals list', options);
    const { state } = options;
    if (state !== undefined && !(APPROVAL_STATES as readonly unknown[]).includes(state))
      throw new UsageError(`--state must be one of ${APPROVAL_STATES.join(', ')}.`);
    return withAdminContext(env, async (context) => {
      await requireTenant(context, tenantId);
      const filter = typeof state === 'string' ? { states: [state] } : {};
      const found = await bookOf(context).store.list(tenantId, filter, LIMIT);
      const rows = found.map(({ id, state: now, action, requester, expiresAt }) => [
        id,
        now,
        action,
        shown(requester),
        expiresAt,
      ]);
      return {
        ok: true,
        lines: [
          ...columns([['id', 'state', 'action', 'requester', 'until'], ...rows]),
          `${counted(found.length, 'approval')}.`,
        ],
        json: { approvals: found.map(asJson) },
      };
    });
  },
};

/** `approvals show` */
export const approvalsShow: AdminCommand = {
  name: 'approvals show',
  operands: ['<id>'],
  summary: 'Shows an approval with its plan',
  options: [TENANT],
  examples: ['approvals show apr_Zm9v --tenant acme'],
  run: ({ operands: [id = ''], options, env }) => {
    const tenantId = tenantIn('approvals show', options);
    return withAdminContext(env, async (context) => {
      const approval = await bookOf(context).store.find(tenantId, id);
      if (!approval) throw noApproval(id);
      return reportOf(approval);
    });
  },
};

/** `approvals approve` */
export const approvalsApprove = deciding('approve', 'Approves a call, as the operator');

/** `approvals deny` */
export const approvalsDeny = deciding('deny', 'Denies a call, as the operator');

function deciding(decision: 'approve' | 'deny', summary: string): AdminCommand {
  const name = `approvals ${decision}`;
  return {
    name,
    operands: ['<id>'],
    summary,
    help: 'It counts as one vote of the operator. A call that the platform applies itself is applied by a running platform, within half a minute.',
    options: [TENANT, NOTE],
    examples: [`${name} apr_Zm9v --tenant acme --note "as agreed"`],
    run: ({ operands: [id = ''], options, env }: Call) => {
      const tenantId = tenantIn(name, options);
      const note = typeof options['note'] === 'string' ? options['note'].slice(0, 1_000) : undefined;
      return withAdminContext(env, async (context) => {
        try {
          const { approval } = await deskOf(context)[decision](operatorOf(tenantId), id, note);
          return reportOf(approval);
        } catch (error) {
          if (!(error instanceof PlatformError)) throw error;
          throw error.code === 'not_found' ? noApproval(id) : new AdminProblem(error.message);
        }
      });
    },
  };
}

const operatorOf = (tenantId: string): Principal => ({
  tenantId,
  actor: { id: 'operator', type: 'user' },
  roles: [],
  permissions: ['*'],
  scopes: [],
});

function bookOf({ database, rowSeal, sets, seal, keys, scope }: AdminContext): ApprovalBook {
  const store = new ApprovalStore(database, rowSeal, sets.approvals);
  const notices = new Notices(database, TargetSeal.from(keys.fingerprinter, scope.environment));
  const settings = { waitMs: WAIT_MS, page: undefined, keepMs: WAIT_MS };
  return new ApprovalBook(
    store,
    new AuditChain(database, seal),
    database,
    settings,
    async (event, approval) => {
      const notice = noticeOf(event, approval, undefined);
      if (notice) await notices.send(approval.tenantId, notice);
    },
  );
}

/** A command applies nothing itself: it has no connections to the API. */
function deskOf(context: AdminContext): ApprovalDesk {
  const applier = { apply: async (approval: Approval) => ({ approval }) };
  const directory = { get: () => new AnthropicConnector() };
  return new ApprovalDesk(
    bookOf(context),
    {} as ApprovalGate,
    applier as unknown as ApprovalApplier,
    directory as unknown as ConnectorDirectory,
  );
}

const noApproval = (id: string): AdminProblem =>
  new AdminProblem(
    `There is no approval ${shown(id)} of this tenant. To see those that there are, run: npm run -s admin -- approvals list --tenant <id>`,
  );

const asJson = (approval: Approval): Readonly<Record<string, unknown>> => {
  const { id, state, action, connection, requester, createdAt, expiresAt, body } = approval;
  const { input, plan, votes, terms, ended, run } = body;
  return {
    id,
    state,
    action,
    connection,
    requester,
    createdAt,
    expiresAt,
    input,
    plan,
    votes,
    terms,
    ended,
    run,
  };
};

function reportOf(approval: Approval): Report {
  const { id, state, action, connection, requester, expiresAt, body } = approval;
  const consequences = (body.plan.consequences as readonly { text?: unknown }[]).map(({ text }) =>
    String(text),
  );
  return {
    ok: true,
    lines: [
      `${id}: ${state}, until ${expiresAt}`,
      `${shown(requester)} asks for ${action} with the connection ${shown(connection)}: ${JSON.stringify(body.input)}`,
      body.terms.reason,
      ...consequences.map((text) => `- ${shown(text)}`),
      ...body.plan.final.map((text) => `Cannot be undone: ${shown(text)}`),
      ...body.plan.unknown.map(shown),
      `${body.votes.length} of ${body.terms.quorum} approved${body.votes.length > 0 ? `: ${body.votes.map(({ by }) => shown(by)).join(', ')}` : ''}`,
    ],
    json: { approval: asJson(approval) },
  };
}
