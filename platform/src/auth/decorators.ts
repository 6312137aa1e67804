import { Reflector } from '@nestjs/core';

/** Marks a route that requires no token. */
export const Public = Reflector.createDecorator<true>();

/** Marks a route for programs: it requires a token and accepts no session cookie. */
export const TokenOnly = Reflector.createDecorator<true>();
