import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { localsOf, type Principal } from '../http/request-context.js';
import { Public, TokenOnly } from './decorators.js';
import { PlatformError } from '../problems/platform-error.js';
import { SERVICE_TOKEN_PREFIX } from '../security/text.js';
import { missingToken } from './token-problems.js';
import { TokenVerifier } from './token-verifier.js';

/** Authenticates requests by the session cookie of a browser; the sessions implement it. */
export abstract class SessionAuthenticator {
  /**
   * The principal of a request's session; undefined where the request has no session cookie.
   * @throws PlatformError unauthenticated where the session has ended, csrf_refused where another site may have sent the request.
   */
  abstract principalOf(request: Request): Promise<Principal | undefined>;
}

/** Authenticates requests by tokens that the platform has made; the service tokens implement it. */
export abstract class ServiceTokenAuthenticator {
  /**
   * The principal of a token, whose use is counted when the response ends.
   * @throws PlatformError unauthenticated where it is not in force, or not from this address
   */
  abstract principalOf(token: string, request: Request, response: Response): Promise<Principal>;
}

/** What a request brought that is refused. */
export type Credential = 'none' | 'token' | 'session';

/** Counts requests that are refused for their token or session; the throttle implements it. */
export abstract class RefusedRequests {
  /**
   * Counts one by the address that it comes from.
   * @throws PlatformError throttled, in place of the refusal
   */
  abstract takeRefused(address: string, credential: Credential): Promise<void>;
}

/** Authenticates a request by its bearer token or its session cookie, and stores the principal. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly sessions: SessionAuthenticator,
    private readonly refused: RefusedRequests,
    private readonly serviceTokens: ServiceTokenAuthenticator,
  ) {}

  /** @throws PlatformError unauthenticated, throttled in its place, or csrf_refused for a session. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride(Public, route)) return true;
    const http = context.switchToHttp();
    const tokenOnly = this.reflector.getAllAndOverride(TokenOnly, route) ?? false;
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    localsOf(response).principal = await this.principalOf(request, response, tokenOnly);
    return true;
  }

  /** The Authorization header takes precedence over a cookie, which a browser sends with every request. */
  private async principalOf(request: Request, response: Response, tokenOnly: boolean): Promise<Principal> {
    const token = request.headers.authorization !== undefined;
    const session =
      token || tokenOnly
        ? undefined
        : await this.sessions
            .principalOf(request)
            .catch((error: unknown) => this.refuse(request, 'session', error));
    if (session) return session;
    return this.ofToken(request, response).catch((error: unknown) =>
      this.refuse(request, token ? 'token' : 'none', error),
    );
  }

  private async ofToken(request: Request, response: Response): Promise<Principal> {
    const token = bearerToken(request);
    return token.startsWith(SERVICE_TOKEN_PREFIX)
      ? this.serviceTokens.principalOf(token, request, response)
      : this.verifier.verify(token);
  }

  /** Tokens that are good are never counted here, so no client can lock out others behind the same address. */
  private async refuse(
    { ip: address = '' }: Request,
    credential: Credential,
    error: unknown,
  ): Promise<never> {
    if (error instanceof PlatformError && error.code === 'unauthenticated') {
      await this.refused.takeRefused(address, credential);
    }
    throw error;
  }
}

function bearerToken({ headers }: Request): string {
  const [, token] = /^Bearer +([^ ]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) throw missingToken();
  return token;
}
