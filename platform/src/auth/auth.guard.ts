import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { localsOf } from '../http/locals.js';
import { Sessions } from '../sessions/sessions.js';
import type { Principal } from './principal.js';
import { Public } from './public.decorator.js';
import { TokenOnly } from './token-only.decorator.js';
import { missingToken } from './token-problems.js';
import { TokenVerifier } from './token-verifier.js';

/** Lets in who brings a good token or the cookie of a session, and notes who that is. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** @throws PlatformError unauthenticated, or csrf_refused for a session. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(Public, route)) return true;
    const http = context.switchToHttp();
    const tokenOnly = this.reflector.getAllAndOverride(TokenOnly, route) ?? false;
    const principal = await this.principalOf(http.getRequest<Request>(), tokenOnly);
    localsOf(http.getResponse<Response>()).principal = principal;
    return true;
  }

  /** A header that says who asks wins over a cookie, which the browser sends along unasked. */
  private async principalOf(request: Request, tokenOnly: boolean): Promise<Principal> {
    const asked = request.headers.authorization !== undefined || tokenOnly;
    const principal = asked ? undefined : await this.sessions.principalOf(request);
    return principal ?? this.verifier.verify(bearerToken(request));
  }
}

function bearerToken({ headers }: Request): string {
  const [, token] = /^Bearer +([^ ]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw missingToken();
  return token;
}
