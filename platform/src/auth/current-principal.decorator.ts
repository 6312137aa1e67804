import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { localsOf } from '../http/locals.js';
import type { Principal } from './principal.js';

/** Hands a route the principal that the guard has let in. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
  if (!principal) throw new Error('A route without a token has no principal.');
  return principal;
});
