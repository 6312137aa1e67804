import type { Logger } from 'pino';
import { maskKeys } from '../security/text.js';

/** Writes failures of our own into the log. Their stack and no more: errors of databases carry what was stored. */
export const internalErrors =
  (pino: Logger) =>
  (error: unknown, requestId?: string): void => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : typeof error;
    pino.error({ requestId, stack: maskKeys(stack) }, 'internal error');
  };
