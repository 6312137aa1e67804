import { Reflector } from '@nestjs/core';

/** Marks a route that wants no token. */
export const Public = Reflector.createDecorator<true>();
