import { Reflector } from '@nestjs/core';

/** Marks a route that wants no token. */
export const Public = Reflector.createDecorator<true>();

/** Marks a route that programs use: it wants a token, and the session cookie of a browser lets nobody in. */
export const TokenOnly = Reflector.createDecorator<true>();
