import { Reflector } from '@nestjs/core';
import type { Verb } from './verbs.js';

/** Says which permission a route wants, of the connector in its path or else of the platform's own. */
export const Needs = Reflector.createDecorator<Verb>();
