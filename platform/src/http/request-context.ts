import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from 'anthropic-admin-connector';
import type { Response } from 'express';

/** Who makes a request, as a verified token says. */
export interface Principal {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** The words of the claim `scope`, by which OAuth says what a token may do. */
  readonly scopes: readonly string[];
}

/** What is learnt about a request on its way, for its answer and its line in the log. */
export interface Locals {
  requestId: string;
  /** Known once the guard has let the request in. */
  principal?: Principal;
  /** The code of the problem that it was answered with. */
  problemCode?: string;
}

/** The notes on a request. Express keeps them with the response. */
export const localsOf = (response: Response): Locals => response.locals as Locals;

/** Hands a route a signal that is aborted when the client goes away before it has its answer. */
export const Disconnected = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<Response>();
  const controller = new AbortController();
  const stop = (): void => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) stop();
  else response.once('close', stop);
  return controller.signal;
});

/** Hands a route the principal that the guard has let in. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
  if (!principal) throw new Error('A route without a token has no principal.');
  return principal;
});
