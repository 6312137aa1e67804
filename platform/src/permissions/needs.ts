import { Reflector } from '@nestjs/core';
import type { Verb } from './permissions.js';

/** Sets the permission that a route requires: for the connector in its path, or else for the platform's own. */
export const Needs = Reflector.createDecorator<Verb>();
