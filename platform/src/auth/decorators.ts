import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { localsOf, type Principal } from '../http/request-context.js';

/** Marks a route that wants no token. */
export const Public = Reflector.createDecorator<true>();

/** Marks a route that programs use: it wants a token, and the session cookie of a browser lets nobody in. */
export const TokenOnly = Reflector.createDecorator<true>();

/** Hands a route the principal that the guard has let in. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = localsOf(context.switchToHttp().getResponse<Response>());
  if (!principal) throw new Error('A route without a token has no principal.');
  return principal;
});
