import { redactKeys } from '../kit/http/index.js';
import { ANTHROPIC_WIRE } from './wire-profile.js';

/** A text of a caller as an error message can repeat it: without keys, and at most 80 characters. */
export const withoutKeys = (text: string): string =>
  redactKeys(text, { pattern: ANTHROPIC_WIRE.keyPattern }).slice(0, 80);
