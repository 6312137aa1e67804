import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Parts of Nest that report each module and route they mount, which only a developer needs. */
const CHATTER: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Nest's logger over pino: one JSON object per line. Objects are not logged, because they may contain anything. */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.pino[CHATTER.has(context) ? 'debug' : 'info']({ context }, wordsOf(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    const stack = message instanceof Error ? message.stack : rest.length > 1 ? rest[0] : undefined;
    this.pino.error({ context, stack }, wordsOf(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.pino.warn({ context }, wordsOf(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.pino.debug({ context }, wordsOf(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.pino.trace({ context }, wordsOf(message));
  }

  fatal(message: unknown, context?: unknown): void {
    this.pino.fatal({ context }, wordsOf(message));
  }
}

const wordsOf = (message: unknown): string => (message instanceof Error ? message.message : String(message));
