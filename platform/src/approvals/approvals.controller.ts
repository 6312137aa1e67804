import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { BodyPipe, invalid } from '../http/body.pipe.js';
import { pageFrom, type Page } from '../http/page.js';
import { CurrentPrincipal, Disconnected, localsOf, type Principal } from '../http/request-context.js';
import type { Json } from '../audit/entry.js';
import type { Approval } from './approval.js';
import { ApprovalBook } from './approval-book.js';
import { ApprovalDesk, type Decided } from './approval-desk.js';
import { approvalView, type ApprovalView } from './approval-view.js';
import { ApprovalWaits } from './approval-waits.js';
import { notThere } from './approval-problems.js';
import { ApprovalQuery, ApprovalsQuery, AskBody, DecisionBody, EditBody } from './approvals.inputs.js';
import { sees, seesAll, whyNot } from './approver.js';

const LIMIT = 50;

/** A page of approvals, and the moment to wait for changes from. */
export type ApprovalsPage = Page<ApprovalView> & { readonly changed_at: string };

/** Approvals of the caller's tenant: its own, and those that it may decide or see. */
@Controller('v1/approvals')
export class ApprovalsController {
  constructor(
    private readonly book: ApprovalBook,
    private readonly desk: ApprovalDesk,
    private readonly waits: ApprovalWaits,
  ) {}

  /** Lists approvals from the newest on; with `wait` after the next change. */
  @Get()
  async list(
    @Query(new BodyPipe(ApprovalsQuery, 'query')) query: ApprovalsQuery,
    @CurrentPrincipal() principal: Principal,
    @Disconnected() signal: AbortSignal,
  ): Promise<ApprovalsPage> {
    const { view = 'all', state, action, limit, cursor, wait, since } = query;
    const { tenantId, actor } = principal;
    if (wait !== undefined) await this.waits.forChange(tenantId, since, Number(wait), signal);
    const changedAt = await this.book.store.lastChange(tenantId);
    const size = limit === undefined ? LIMIT : Number(limit);
    const own = view === 'mine' || !(seesAll(principal) || view === 'to_decide');
    const found = await this.book.store.list(
      tenantId,
      {
        ...(own && { requester: actor.id }),
        ...(view === 'to_decide' ? { states: ['pending'] } : state !== undefined && { states: [state] }),
        ...(action !== undefined && { action }),
        ...(cursor !== undefined && { before: beforeIn(cursor) }),
      },
      size + 1,
    );
    const { data, page } = pageFrom(found, size, cursorOf);
    const shown = data.filter((each) =>
      view === 'to_decide' ? whyNot(principal, each) === undefined : sees(principal, each),
    );
    return { data: shown.map((each) => this.viewOf(each, principal)), page, changed_at: changedAt };
  }

  /** Shows one approval; with `wait` once it is decided. */
  @Get(':id')
  async one(
    @Param('id') id: string,
    @Query(new BodyPipe(ApprovalQuery, 'query')) { wait }: ApprovalQuery,
    @CurrentPrincipal() principal: Principal,
    @Disconnected() signal: AbortSignal,
  ): Promise<ApprovalView> {
    const found = await this.visible(principal, id);
    if (wait === undefined || found.state !== 'pending') return this.viewOf(found, principal);
    await this.waits.until(
      principal.tenantId,
      async () => (await this.visible(principal, id)).state !== 'pending',
      Number(wait),
      signal,
    );
    return this.viewOf(await this.visible(principal, id), principal);
  }

  /** Asks for an approval, also of what the caller has no permission for. */
  @Post()
  @HttpCode(201)
  async ask(
    @Body(new BodyPipe(AskBody))
    { connector = 'anthropic', action, connection = 'default', input = {}, note }: AskBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ApprovalView> {
    const { requestId } = localsOf(response);
    const asked = { connector, action, connection, input, note };
    return this.viewOf(await this.desk.ask(principal, asked, requestId), principal);
  }

  /** Approves; the last one of the quorum lets the call run. */
  @Post(':id/approve')
  @HttpCode(200)
  async approve(
    @Param('id') id: string,
    @Body(new BodyPipe(DecisionBody)) { note }: DecisionBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ApprovalView> {
    await this.visible(principal, id);
    return this.decidedView(await this.desk.approve(principal, id, note), principal);
  }

  /** Denies. */
  @Post(':id/deny')
  @HttpCode(200)
  async deny(
    @Param('id') id: string,
    @Body(new BodyPipe(DecisionBody)) { note }: DecisionBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ApprovalView> {
    await this.visible(principal, id);
    return this.decidedView(await this.desk.deny(principal, id, note), principal);
  }

  /** Puts a narrower input in the place of the one that was asked for, and approves that. */
  @Post(':id/edit')
  @HttpCode(200)
  async edit(
    @Param('id') id: string,
    @Body(new BodyPipe(EditBody)) { input, note }: EditBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ApprovalView> {
    await this.visible(principal, id);
    const edited = await this.desk.edit(principal, id, input as Readonly<Record<string, Json>>, note);
    return this.decidedView(edited, principal);
  }

  /** Withdraws what one has asked for. */
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(
    @Param('id') id: string,
    @Body(new BodyPipe(DecisionBody)) { note }: DecisionBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ApprovalView> {
    await this.visible(principal, id);
    return this.decidedView(await this.desk.cancel(principal, id, note), principal);
  }

  /** @throws PlatformError not_found also for one that the caller may not see. */
  private async visible(principal: Principal, id: string): Promise<Approval> {
    const found = await this.desk.find(principal.tenantId, id);
    if (sees(principal, found)) return found;
    throw notThere();
  }

  private decidedView({ approval, outcome }: Decided, principal: Principal): ApprovalView {
    return { ...this.viewOf(approval, principal), ...(outcome && { outcome }) };
  }

  private viewOf(approval: Approval, principal: Principal): ApprovalView {
    return approvalView(approval, principal, this.book.urlOf(approval.id));
  }
}

const cursorOf = ({ createdAt, id }: Approval): string =>
  Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');

function beforeIn(cursor: string): readonly [string, string] {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof at === 'string' && typeof id === 'string') return [at, id];
  } catch {
    // Said below.
  }
  throw invalid('query', [
    { path: 'cursor', rule: 'cursor', message: 'cursor must be one of an earlier page' },
  ]);
}
