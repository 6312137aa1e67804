import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Revocations } from '../auth/token-verifier.js';
import { BodyPipe } from '../http/body.pipe.js';
import { pageFrom, type Page } from '../http/page.js';
import { CurrentPrincipal, localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { PRESETS } from './presets.js';
import { MakeTokenBody, RotateTokenBody, TokensQuery } from './service-tokens.inputs.js';
import { ServiceTokenStore } from './token-store.js';
import { TokenService, type TokenMaker } from './token-service.js';
import { TokenUses } from './token-uses.js';
import { madeView, tokenView, type MadeTokenView, type TokenView } from './token-view.js';

const LIMIT = 100;

/** A preset in words. */
export interface PresetView {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Makes, lists, rotates and revokes the service tokens of the caller's tenant. */
@Controller('v1/service-tokens')
export class ServiceTokensController {
  constructor(
    private readonly store: ServiceTokenStore,
    private readonly service: TokenService,
    private readonly uses: TokenUses,
    private readonly revocations: Revocations,
  ) {}

  /** The presets, in words. */
  @Get('presets')
  @Needs('tokens:read')
  presets(): { readonly data: readonly PresetView[] } {
    const data = Object.entries(PRESETS).map(([id, { title, description }]) => ({ id, title, description }));
    return { data };
  }

  /** Tokens by id, also those that have ended within 30 days. */
  @Get()
  @Needs('tokens:read')
  async list(
    @Query(new BodyPipe(TokensQuery, 'query')) { limit, cursor }: TokensQuery,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<Page<TokenView>> {
    const size = limit === undefined ? LIMIT : Number(limit);
    const { data, page } = pageFrom(await this.store.list(tenantId, size + 1, cursor), size, ({ id }) => id);
    const uses = await this.uses.of(data.map(({ id }) => id));
    return { data: data.map((listed) => tokenView(listed, uses.get(listed.id))), page };
  }

  /**
   * Makes a token; its secret is in this response alone.
   * @throws PlatformError invalid_input, permission_missing, conflict
   */
  @Post()
  @Needs('tokens:write')
  async make(
    @Body(new BodyPipe(MakeTokenBody)) body: MakeTokenBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MadeTokenView> {
    return madeView(await this.service.make(body, this.makerOf(principal, response)));
  }

  /**
   * Gives a token another secret; the one before counts for `overlap_s` more.
   * @throws PlatformError not_found, permission_missing
   */
  @Post(':id/rotate')
  @Needs('tokens:write')
  async rotate(
    @Param('id') id: string,
    @Body(new BodyPipe(RotateTokenBody)) body: RotateTokenBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MadeTokenView> {
    const made = await this.service.rotate(id, body, this.makerOf(principal, response));
    if (!made) throw noSuchToken();
    return madeView(made);
  }

  /** Revokes a token, and those that were made with it. */
  @Delete(':id')
  @Needs('tokens:revoke')
  @HttpCode(204)
  async revoke(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const ended = await this.store.revoke(principal.tenantId, id, this.makerOf(principal, response).by);
    if (ended === undefined) throw noSuchToken();
  }

  private makerOf(holder: Principal, response: Response): TokenMaker {
    const { tenantId, actor, stillAllowed } = holder;
    const { requestId } = localsOf(response);
    return {
      tenantId,
      holder,
      by: { actorId: actor.id, actorType: actor.type, requestId },
      stillAllowed: async () => {
        this.revocations.forget();
        return (await stillAllowed?.()) ?? true;
      },
    };
  }
}

const noSuchToken = (): PlatformError =>
  new PlatformError('not_found', {
    message: 'This tenant has no such service token in force.',
    fix: 'GET /v1/service-tokens lists them.',
  });
