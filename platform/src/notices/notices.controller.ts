import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { AuditChain } from '../audit/audit-chain.js';
import { detailsOf } from '../audit/details.js';
import { BodyPipe } from '../http/body.pipe.js';
import { CurrentPrincipal, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { plainText } from '../security/text.js';
import { MOST_TARGETS, Notices, type Target } from './notices.js';
import { NoticeSettingsHolder } from './notice-settings-holder.js';
import { NoticesQuery, settingsIn, TargetBody } from './notices.inputs.js';

/** A target in a response; its secret is there once, when it is made. */
export interface TargetView {
  readonly id: string;
  readonly kind: Target['kind'];
  readonly to: string;
  readonly events: readonly string[];
  readonly created_at: string;
  readonly created_by: string;
  readonly secret?: string;
}

/** A notice in the log. */
export interface NoticeView {
  readonly id: string;
  readonly target: string;
  readonly event: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly created_at: string;
  readonly next_at: string;
  readonly problem: string | null;
}

const LIMIT = 100;

/** Where the notices of the caller's tenant go. */
@Controller('v1/notices')
export class NoticesController {
  constructor(
    private readonly notices: Notices,
    private readonly audit: AuditChain,
    private readonly holder: NoticeSettingsHolder,
  ) {}

  /** Lists the targets. */
  @Get('targets')
  @Needs('notices:read')
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<{ data: TargetView[] }> {
    return { data: (await this.notices.list(tenantId)).map(viewOf) };
  }

  /** Adds a target; the secret of a webhook is shown this once. */
  @Post('targets')
  @Needs('notices:write')
  async add(
    @Body(new BodyPipe(TargetBody)) body: TargetBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TargetView> {
    const settings = settingsIn(body, this.holder.settings.allowPrivate);
    const { tenantId, actor } = principal;
    await this.record('notices.target_added', principal, { kind: settings.kind });
    const target = await this.notices.add(tenantId, settings, body.events ?? [], plainText(actor.id));
    if (!target)
      throw new PlatformError('conflict', {
        message: `A tenant has at most ${MOST_TARGETS} targets of notices.`,
        fix: 'Remove one: DELETE /v1/notices/targets/{id}.',
      });
    return { ...viewOf(target), ...(settings.kind === 'webhook' && { secret: settings.secret }) };
  }

  /** Removes a target. */
  @Delete('targets/:id')
  @Needs('notices:write')
  @HttpCode(204)
  async remove(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    await this.record('notices.target_removed', principal, { target: plainText(id) });
    if (!(await this.notices.remove(principal.tenantId, id))) throw noTarget();
  }

  /** Sends a test notice to a target. */
  @Post('targets/:id/test')
  @Needs('notices:write')
  @HttpCode(202)
  async test(
    @Param('id') id: string,
    @CurrentPrincipal() { tenantId, actor }: Principal,
  ): Promise<{ sent: number }> {
    const sent = await this.notices.send(
      tenantId,
      {
        event: 'test',
        title: 'A test notice',
        text: `${plainText(actor.id)} has sent it. Nothing has to be done.`,
      },
      id,
    );
    if (sent === 0) throw noTarget();
    return { sent };
  }

  /** What became of the last notices. */
  @Get('log')
  @Needs('notices:read')
  async log(
    @Query(new BodyPipe(NoticesQuery, 'query')) { limit }: NoticesQuery,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<{ data: NoticeView[] }> {
    const rows = await this.notices.log(tenantId, limit === undefined ? LIMIT : Number(limit));
    return {
      data: rows.map(({ id, target, event, state, attempts, created_at, next_at, problem }) => ({
        id,
        target,
        event,
        state,
        attempts: Number(attempts),
        created_at,
        next_at,
        problem,
      })),
    };
  }

  private async record(
    action: string,
    { tenantId, actor }: Principal,
    details: Record<string, string>,
  ): Promise<void> {
    await this.audit.append({
      tenantId,
      kind: 'setting',
      action,
      actorId: plainText(actor.id),
      actorType: actor.type ?? null,
      connection: null,
      code: 'ok',
      requestId: null,
      upstreamRequestId: null,
      durationMs: null,
      details: detailsOf(details),
    });
  }
}

const noTarget = (): PlatformError =>
  new PlatformError('not_found', {
    message: 'There is no target of notices with this id.',
    fix: 'GET /v1/notices/targets lists them.',
  });

const viewOf = ({ id, kind, shown, events, createdAt, createdBy }: Target): TargetView => ({
  id,
  kind,
  to: shown,
  events,
  created_at: createdAt,
  created_by: createdBy,
});
