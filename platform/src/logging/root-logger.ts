import { pino, type DestinationStream, type Logger } from 'pino';
import { DatabaseUnavailable } from '../database/unavailable.js';
import { maskKeys } from '../security/text.js';

/** Creates the root logger: one JSON object per line, the level as a word, the time in RFC 3339. */
export const rootLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );

/** Logs internal errors. Only their stack, because database errors contain stored values; one without a database is no bug. */
export const internalErrors =
  (pino: Logger) =>
  (error: unknown, requestId?: string): void => {
    if (error instanceof DatabaseUnavailable) {
      const { reason, code } = error;
      pino.warn({ requestId, reason, code }, 'the database cannot be used');
      return;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : typeof error;
    pino.error({ requestId, stack: maskKeys(stack) }, 'internal error');
  };

/** Logs a connection to the database that broke; by its code, because the text is the server's. */
export const brokenConnections =
  (pino: Logger) =>
  (error: unknown): void => {
    const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
    pino.warn(
      { reason: String(code ?? name) },
      'a connection to the database broke; the next query opens another one',
    );
  };
