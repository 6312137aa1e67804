import { Reflector } from '@nestjs/core';
import type { Power } from 'anthropic-admin-connector/kit';
import type { Verb } from './permissions.js';

/** Sets the permission that a route requires: for the connector in its path, or else for the platform's own. */
export const Needs = Reflector.createDecorator<Verb | Power>();

/** Marks a route that runs actions: it requires a permission of the connector for actions, and checks the one that the input takes. */
export const Invokes = Reflector.createDecorator<true>();
