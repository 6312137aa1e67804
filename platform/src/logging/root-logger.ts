import { pino, type DestinationStream, type Logger } from 'pino';
import type { CredentialEvent } from 'anthropic-admin-connector';
import { DatabaseUnavailable } from '../database/unavailable.js';
import { maskKeys, plainText } from '../security/text.js';

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

/** Logs a connection to the database that broke; by its code, because the text is the server's. `count` is called for each. */
export const brokenConnections =
  (pino: Logger, count: () => void) =>
  (error: unknown): void => {
    count();
    const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
    pino.warn(
      { reason: String(code ?? name) },
      'a connection to the database broke; the next query opens another one',
    );
  };

/** States in which a connection cannot be used any more. */
const UNUSABLE: ReadonlySet<unknown> = new Set(['failing', 'revoked']);

/** Logs a connection that has changed its state; as a warning where it cannot be used any more. */
export const stateChanges =
  (pino: Logger) =>
  ({ connector, tenantId, name, actor, from, to, problem }: CredentialEvent): void => {
    const texts = { connector, tenantId: plainText(tenantId), connection: plainText(name) };
    pino[UNUSABLE.has(to) ? 'warn' : 'info'](
      { ...texts, from, to, problem, actor: plainText(actor) },
      'a connection changed its state',
    );
  };
