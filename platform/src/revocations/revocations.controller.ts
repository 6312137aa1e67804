import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Revocations, REVOCATIONS_KEPT_MS } from '../auth/token-verifier.js';
import { BodyPipe, invalid } from '../http/body.pipe.js';
import { pageFrom, type Page } from '../http/page.js';
import { CurrentPrincipal, localsOf, type Principal } from '../http/request-context.js';
import { Needs } from '../permissions/needs.js';
import { PlatformError } from '../problems/platform-error.js';
import { RevocationStore, TooManyRevocations, type Revocation } from './revocation-store.js';
import { cursorOf, RevocationBody, RevocationsQuery, targetFrom, targetOf } from './revocation.inputs.js';

const LIMIT = 100;

/** A revocation as it is listed. */
export interface RevocationView {
  readonly kind: Revocation['kind'];
  /** The `jti` or `sub`; null for all tokens of the tenant. */
  readonly id: string | null;
  /** RFC 3339. */
  readonly revoked_at: string;
  /** A subject; null for the operator. */
  readonly revoked_by: string | null;
}

/** What a revocation has done. */
export interface RevokedView {
  readonly kind: Revocation['kind'];
  readonly id: string | null;
  /** How many sessions of the portal have ended. */
  readonly sessions_ended: number;
  /** How many service tokens have ended. */
  readonly service_tokens_ended: number;
  /** After how many milliseconds every process refuses the tokens. */
  readonly effective_within_ms: number;
}

/** A revocation as routes and commands show it. */
export const revocationView = ({ kind, value, revokedAt, revokedBy }: Revocation): RevocationView => ({
  kind,
  id: kind === 'tenant' ? null : value,
  revoked_at: revokedAt,
  revoked_by: revokedBy,
});

/** Revokes tokens of the caller's tenant, and lists those that are. */
@Controller('v1/tokens/revocations')
export class RevocationsController {
  constructor(
    private readonly store: RevocationStore,
    private readonly revocations: Revocations,
  ) {}

  /** Revocations that are kept, by kind and id. */
  @Get()
  @Needs('tokens:read')
  async list(
    @Query(new BodyPipe(RevocationsQuery, 'query')) { limit, cursor }: RevocationsQuery,
    @CurrentPrincipal() { tenantId }: Principal,
  ): Promise<Page<RevocationView>> {
    const size = limit === undefined ? LIMIT : Number(limit);
    const after = cursor === undefined ? undefined : targetFrom(cursor);
    const { data, page } = pageFrom(await this.store.list(tenantId, size + 1, after), size, cursorOf);
    return { data: data.map(revocationView), page };
  }

  /**
   * Revokes one token, all of a subject, or all of the tenant, also the caller's own.
   * @throws PlatformError invalid_input; conflict where the tenant has as many revocations as are kept
   */
  @Post()
  @Needs('tokens:revoke')
  async revoke(
    @Body(new BodyPipe(RevocationBody)) body: RevocationBody,
    @CurrentPrincipal() { tenantId, actor }: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RevokedView> {
    const target = targetOf(body);
    if (target === undefined) throw notOne();
    const by = { actorId: actor.id, actorType: actor.type, requestId: localsOf(response).requestId };
    try {
      const ended = await this.store.revoke(tenantId, target, by);
      const id = target.kind === 'tenant' ? null : target.value;
      return {
        kind: target.kind,
        id,
        sessions_ended: ended.sessions.length,
        service_tokens_ended: ended.serviceTokens,
        effective_within_ms: REVOCATIONS_KEPT_MS,
      };
    } catch (error) {
      throw error instanceof TooManyRevocations
        ? new PlatformError('conflict', { message: error.message })
        : error;
    } finally {
      this.revocations.forget();
    }
  }
}

const notOne = (): PlatformError =>
  invalid('body', [
    {
      path: '',
      rule: 'one_of',
      message: 'name exactly one of jti, sub and all, such as {"sub": "ada"} or {"all": true}',
    },
  ]);
