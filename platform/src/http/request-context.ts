import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from 'anthropic-admin-connector';
import type { Response } from 'express';

/** The caller of a request, from a verified token. */
export interface Principal {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** The values of the OAuth claim `scope`. */
  readonly scopes: readonly string[];
  /** Whether the token or session has not ended since; no part of what is stored of a principal. */
  readonly stillAllowed?: () => Promise<boolean>;
}

/** Facts about a request, for its response and its log line. */
export interface Locals {
  requestId: string;
  /** Set once the request is authenticated. */
  principal?: Principal;
  /** The code of the problem in the response. */
  problemCode?: string;
  /** Ends the work on the request. */
  abort?: (reason: unknown) => void;
  /** Set if the platform ended the request, because it was stopping. */
  cutOff?: boolean;
}

/** The facts about a request. Express keeps them with the response. */
export const localsOf = (response: Response): Locals => response.locals as Locals;

/** Injects a signal that aborts when the client disconnects before the response, or the platform stops. */
export const Disconnected = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<Response>();
  const controller = new AbortController();
  const stop = (): void => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) stop();
  else response.once('close', stop);
  localsOf(response).abort = (reason) => controller.abort(reason);
  return controller.signal;
});

/** Injects the authenticated principal into a route. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
  if (!principal) throw new Error('A route without a token has no principal.');
  return principal;
});
