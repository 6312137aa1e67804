import { Injectable } from '@nestjs/common';
import type { Outcome } from 'anthropic-admin-connector';
import { powersOf } from 'anthropic-admin-connector/kit';
import type { Json } from '../audit/entry.js';
import { ConnectorDirectory } from '../connectors/connector-directory.js';
import { moment } from '../database/schema.js';
import type { CallerFacts, Principal } from '../http/request-context.js';
import { grantedTo, requirePowers, scopesFor, permissionFor } from '../permissions/permissions.js';
import { PlatformError } from '../problems/platform-error.js';
import type { Approval, ApprovalChange } from './approval.js';
import { ApprovalApplier } from './approval-applier.js';
import type { ApprovalEvent } from './approval-audit.js';
import { ApprovalBook } from './approval-book.js';
import { ApprovalGate } from './approval-gate.js';
import { bindingOf, completed, DECIDES } from './approval-terms.js';
import { TooManyApprovals } from './approval-store.js';
import { whyNot } from './approver.js';
import { requireNarrower } from './narrower.js';
import { planOf } from './plan-of.js';
import { notOpen, notThere, notYours, outcomeProblem, tooMany, unneeded } from './approval-problems.js';

/** A call that somebody asks an approval for. */
export interface AskedCall {
  readonly connector: string;
  readonly action: string;
  readonly connection: string;
  readonly input: object;
  readonly note?: string | undefined;
}

/** An approval, and the outcome where the platform has applied the call. */
export interface Decided {
  readonly approval: Approval;
  readonly outcome?: Outcome;
}

const WINDOW_S = 3600;

/** What people do with approvals. */
@Injectable()
export class ApprovalDesk {
  constructor(
    private readonly book: ApprovalBook,
    private readonly gate: ApprovalGate,
    private readonly applier: ApprovalApplier,
    private readonly directory: ConnectorDirectory,
  ) {}

  /** An approval as it is now. @throws PlatformError not_found */
  async find(tenantId: string, id: string): Promise<Approval> {
    const found = await this.book.store.find(tenantId, id);
    if (!found) throw notThere();
    if (!(await this.book.end(found))) return found;
    return (await this.book.store.find(tenantId, id)) ?? found;
  }

  /** Approves; the last one of the quorum lets the call run. @throws PlatformError */
  async approve(principal: Principal, id: string, note?: string): Promise<Decided> {
    const approval = await this.decidable(principal, id);
    if (approval.body.asked) this.requirePower(principal, approval);
    const vote = {
      by: principal.actor.id,
      at: moment(this.book.store.now()),
      ...(note !== undefined && { note }),
    };
    const isLast = approval.body.votes.length + 1 >= approval.body.terms.quorum;
    const change: ApprovalChange = {
      body: { votes: [...approval.body.votes, vote] },
      ...(isLast && {
        state: 'approved',
        expiresAt: moment(this.book.store.now(), approval.body.terms.windowS * 1000),
      }),
    };
    const changed = await this.changed(approval, isLast ? 'approved' : 'voted', change, principal, note);
    const { terms, repeatOnly } = changed.body;
    if (!isLast || !terms.appliesOnApproval || repeatOnly) return { approval: changed };
    return this.applier.apply(changed);
  }

  /** Denies, also what was approved and is not used yet. @throws PlatformError */
  async deny(principal: Principal, id: string, note?: string): Promise<Decided> {
    const approval = await this.decidable(principal, id, ['pending', 'approved']);
    const ended = { by: principal.actor.id, ...(note !== undefined && { note }) };
    const expiresAt = moment(this.book.store.now(), this.book.settings.waitMs);
    return {
      approval: await this.changed(
        approval,
        'denied',
        { state: 'denied', expiresAt, body: { ended } },
        principal,
        note,
      ),
    };
  }

  /** Withdraws what one has asked for. @throws PlatformError */
  async cancel(principal: Principal, id: string, note?: string): Promise<Decided> {
    const approval = await this.find(principal.tenantId, id);
    if (approval.requester !== principal.actor.id && whyNot(principal, approval) !== undefined)
      throw notYours();
    if (approval.state !== 'pending' && approval.state !== 'approved') throw notOpen(approval);
    const ended = { by: principal.actor.id, ...(note !== undefined && { note }) };
    const change = { state: 'cancelled', body: { ended } } as const;
    return { approval: await this.changed(approval, 'cancelled', change, principal, note) };
  }

  /** Puts a narrower call in the place of the one that was asked for; the editor approves it. @throws PlatformError */
  async edit(
    principal: Principal,
    id: string,
    input: Readonly<Record<string, Json>>,
    note?: string,
  ): Promise<Decided> {
    const approval = await this.decidable(principal, id);
    const { body } = approval;
    if (body.repeatOnly)
      throw new PlatformError('conflict', {
        message: 'The input has secrets or is too large, so it cannot be edited.',
        fix: 'Deny it with a note that says what to change.',
      });
    requireNarrower(body.input, input);
    const connector = this.directory.get(approval.connector);
    if (body.asked) requirePowers(principal, connector, approval.action, input);
    const context = this.applier.contextOf(approval);
    const planned = await planOf(
      connector,
      { action: approval.action, input, context, secrets: [] },
      bindingOf(body.terms),
    );
    if ('error' in planned) throw outcomeProblem(planned.error);
    const facts = {
      connector: connector.instance,
      action: { id: approval.action },
      input,
      unmasked: () => input,
      context,
    };
    const vote = {
      by: principal.actor.id,
      at: moment(this.book.store.now()),
      ...(note !== undefined && { note }),
    };
    const opened = await this.book.open({
      facts,
      terms: body.terms,
      callKey: this.book.callKeyOf(facts),
      planned,
      more: {
        previous: id,
        votes: [vote],
        behind: body.behind,
        ...(body.caller && { caller: body.caller }),
        ...(body.asked && { asked: body.asked }),
        ...(body.ask !== undefined && { ask: body.ask }),
        requesterType: body.requesterType,
      },
      ...(body.terms.quorum <= 1 && { state: 'approved' as const }),
    });
    const ended = { by: principal.actor.id, ...(note !== undefined && { note }) };
    try {
      const change = { state: 'edited', body: { ended, next: opened.id } } as const;
      await this.changed(approval, 'edited', change, principal, note);
    } catch (error) {
      // The call was withdrawn meanwhile, so its edited form is not to run either.
      await this.book.finish(opened, 'cancelled', { state: 'cancelled' });
      throw error;
    }
    if (opened.state !== 'approved' || !body.terms.appliesOnApproval) return { approval: opened };
    return this.applier.apply(opened);
  }

  /** Opens an approval for a call of a person, also one that it lacks the permission for. @throws PlatformError */
  async ask(principal: Principal, call: AskedCall, requestId: string): Promise<Approval> {
    const connector = this.directory.get(call.connector);
    const { tenantId, actor } = principal;
    const caller: CallerFacts = { principal, door: 'rest', source: undefined };
    const context = {
      tenantId,
      connection: call.connection,
      actor,
      caller,
      requestId,
      stillAllowed: principal.stillAllowed,
    };
    const described = connector.describe(call.action);
    if (!described)
      throw new PlatformError('unknown_action', {
        message: 'There is no action with this name.',
        fix: `GET /v1/connectors/${connector.id}/actions lists them.`,
      });
    if (!grantedTo(principal, scopesFor(connector.id)).has(permissionFor(connector.id, 'read')))
      throw new PlatformError('permission_missing', {
        message: `This token or session lacks the permission ${permissionFor(connector.id, 'read')}, which a plan requires.`,
      });
    const missing = powersOf(described, call.input).filter(
      (power) => !grantedTo(principal, scopesFor(connector.id)).has(permissionFor(connector.id, power)),
    );
    const isPerson = !principal.token && (actor.type ?? 'user') === 'user';
    if (missing.length > 0 && !isPerson)
      throw new PlatformError('permission_missing', {
        message: 'Only a person can ask for what its token may not do.',
      });
    // The first plan asks the policy, the second one binds what it says.
    const first = await planOf(
      connector,
      { ...call, context, secrets: described.secretInput ?? [] },
      'asked',
    );
    if ('error' in first) throw outcomeProblem(first.error);
    const byPolicy = this.gate.termsFor(caller);
    if (!byPolicy && missing.length === 0) throw unneeded();
    const terms = completed(
      byPolicy ?? {
        reason: `${actor.id} has no permission for it.`,
        approvers: [DECIDES],
        quorum: 1,
        windowS: WINDOW_S,
        appliesOnApproval: true,
        policies: [],
        policyVersion: -1,
      },
    );
    const asked = missing.length > 0;
    const whole = asked ? { ...terms, appliesOnApproval: true } : terms;
    const planned = await planOf(
      connector,
      { ...call, context, secrets: described.secretInput ?? [] },
      bindingOf(whole),
    );
    if ('error' in planned) throw outcomeProblem(planned.error);
    const facts = {
      connector: connector.instance,
      action: { id: call.action },
      input: call.input as Readonly<Record<string, Json>>,
      unmasked: () => call.input as never,
      context,
    };
    const callKey = this.book.callKeyOf(facts);
    const before = await this.book.current(tenantId, callKey);
    if (before && before.state !== 'denied') return before;
    try {
      return await this.book.open({
        facts,
        terms: whole,
        callKey,
        planned,
        before,
        more: { ...(asked && { asked: true }), ...(call.note !== undefined && { ask: call.note }) },
      });
    } catch (error) {
      throw error instanceof TooManyApprovals ? tooMany() : error;
    }
  }

  private async decidable(principal: Principal, id: string, states = ['pending']): Promise<Approval> {
    const approval = await this.find(principal.tenantId, id);
    const reason = whyNot(principal, approval);
    if (reason !== undefined) throw notYours(reason);
    if (!states.includes(approval.state)) throw notOpen(approval);
    return approval;
  }

  /** Who lets a person do what it has no permission for needs that permission. */
  private requirePower(principal: Principal, { connector, action, body }: Approval): void {
    requirePowers(principal, this.directory.get(connector), action, body.input);
  }

  private async changed(
    approval: Approval,
    event: ApprovalEvent,
    change: ApprovalChange,
    { actor }: Principal,
    note?: string,
  ): Promise<Approval> {
    const changed = await this.book.finish(approval, event, change, { ...actor, note });
    if (changed) return changed;
    throw notOpen(await this.find(approval.tenantId, approval.id));
  }
}
