import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { localsOf } from '../http/locals.js';
import { Public } from './public.decorator.js';
import { missingToken } from './token-problems.js';
import { TokenVerifier } from './token-verifier.js';

/** Lets in who brings a good token, and notes who that is. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
  ) {}

  /** @throws PlatformError unauthenticated */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) return true;
    const http = context.switchToHttp();
    const principal = await this.verifier.verify(bearerToken(http.getRequest<Request>()));
    localsOf(http.getResponse<Response>()).principal = principal;
    return true;
  }
}

function bearerToken({ headers }: Request): string {
  const [, token] = /^Bearer +([^ ]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw missingToken();
  return token;
}
