import { Injectable } from '@nestjs/common';
import type { InvocationContext, Outcome } from 'anthropic-admin-connector';
import { Revocations } from '../auth/token-verifier.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import type { CallerFacts, Principal } from '../http/request-context.js';
import { requirePowers } from '../permissions/permissions.js';
import { PlatformError } from '../problems/platform-error.js';
import { ServiceTokenStore } from '../service-tokens/token-store.js';
import { Tenants } from '../tenants/tenants.js';
import type { Approval } from './approval.js';
import { ApprovalBook } from './approval-book.js';
import { ApprovalGate } from './approval-gate.js';
import { bindingOf } from './approval-terms.js';
import { planOf } from './plan-of.js';
import { callerAgain } from './stored-caller.js';

/** Applies approved calls in the place of who asked for them. */
@Injectable()
export class ApprovalApplier {
  constructor(
    private readonly book: ApprovalBook,
    private readonly gate: ApprovalGate,
    private readonly directory: ConnectorDirectory,
    private readonly revocations: Revocations,
    private readonly tenants: Tenants,
    private readonly tokens: ServiceTokenStore,
  ) {}

  /** The context of a call of the requester, whose token or session may have ended since. */
  contextOf(approval: Approval): InvocationContext & { readonly caller: CallerFacts | undefined } {
    const { id, tenantId, requester, connection, body } = approval;
    const stillAllowed = (): Promise<boolean> => this.isAllowed(approval);
    return {
      tenantId,
      connection,
      actor: { id: requester, type: (body.requesterType ?? 'user') as Principal['actor']['type'] },
      caller: callerAgain(approval, stillAllowed),
      stillAllowed,
      requestId: id,
      ...(body.idempotencyKey !== undefined && { idempotencyKey: body.idempotencyKey }),
    };
  }

  /** Applies an approval once, if what it does is still what was approved. */
  async apply(approval: Approval): Promise<{ readonly approval: Approval; readonly outcome?: Outcome }> {
    const { tenantId, action, body } = approval;
    const context = this.contextOf(approval);
    const connector = this.directory.get(approval.connector);
    const why = await this.whyNotAllowed(approval, context.caller);
    if (why !== undefined) return { approval: await this.refused(approval, why) };
    const call = { action, input: body.input, context, secrets: [] };
    const planned = await planOf(connector, call, bindingOf(body.terms));
    // What cannot be read now may be readable later: the approval stays.
    if ('error' in planned) return { approval };
    if (planned.digest !== body.digest)
      return {
        approval: await this.refused(approval, 'What the call would do has changed since it was approved.'),
      };
    const used = await this.book.use(approval, context.requestId ?? approval.id);
    if (!used) return { approval: (await this.book.store.find(tenantId, approval.id)) ?? approval };
    this.gate.letPass(context.caller ?? context, used);
    const outcome = await connector.invokeById(action, body.input, context);
    const settled = await this.book.settle(used, outcome);
    return { approval: settled ?? used, outcome };
  }

  /** Applies what was approved when the process that should have done it ended. */
  async applyLeft(): Promise<void> {
    for (const { tenantId, id } of await this.book.store.unapplied(20)) {
      const approval = await this.book.store.find(tenantId, id);
      if (
        approval?.state === 'approved' &&
        approval.body.terms.appliesOnApproval &&
        !approval.body.repeatOnly
      )
        await this.apply(approval);
    }
  }

  private async refused(approval: Approval, note: string): Promise<Approval> {
    const ended = { by: 'platform', note };
    return (await this.book.finish(approval, 'outdated', { state: 'outdated', body: { ended } })) ?? approval;
  }

  private async whyNotAllowed(
    approval: Approval,
    caller: CallerFacts | undefined,
  ): Promise<string | undefined> {
    if (!caller) return 'It is not known who asked for it.';
    if (!(await this.isAllowed(approval)))
      return 'The token or session of who asked was revoked, or has expired.';
    if (await this.tenants.whyOff(approval.tenantId)) return 'The tenant is disabled.';
    // Who asked for what it may not do was allowed it by its approvers.
    if (approval.body.asked) return undefined;
    try {
      requirePowers(
        caller.principal,
        this.directory.get(approval.connector),
        approval.action,
        approval.body.input,
      );
      return undefined;
    } catch (error) {
      if (error instanceof PlatformError) return error.message;
      throw error;
    }
  }

  private async isAllowed({ tenantId, requester, body: { caller, behind } }: Approval): Promise<boolean> {
    if (!caller) return false;
    const { tokenId, issuedAt, token } = caller;
    const found = token && (await this.tokens.find(tenantId, token.id));
    if (token && !(found && (await this.tokens.isInForce(found)))) return false;
    const holders = found?.holders ?? [];
    // Whose tokens are revoked as a person has no call made by a token of theirs either.
    const subjects = [requester, ...behind]
      .filter((id) => id === found?.madeBy || !holders.some((holder) => holder.id === id))
      .map((id) => ({ id, at: issuedAt }));
    const later = holders.map(({ id, at }) => ({ id, at: Date.parse(at) }));
    const revoked = [...subjects, ...later].map(({ id: subject, at }) =>
      this.revocations.isRevoked({ tenantId, subject, tokenId, issuedAt: at }),
    );
    return !(await Promise.all(revoked)).includes(true);
  }
}
