import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Database } from '../database/database.js';
import { VERSION } from '../config/package-info.js';

/** What the line at the start tells beside version and address. */
export interface LifeFacts {
  readonly database: Pick<Database, 'engine' | 'applied' | 'later'>;
  readonly environment: string;
  readonly production: boolean;
  /** What the system gives too little of. */
  readonly warning?: string | undefined;
}

/** Logs the start of a server and its end. */
export function logLife(
  server: Server,
  log: Logger,
  { database, environment, production, warning }: LifeFacts,
): void {
  const { engine, applied, later } = database;
  server.once('listening', () => {
    const at = server.address();
    const address = typeof at === 'object' && at ? { host: at.address, port: at.port } : { host: at };
    log.info(
      {
        version: VERSION,
        node: process.version,
        ...address,
        database: engine.name,
        migrations: applied,
        environment,
        production,
      },
      'started',
    );
    if (warning !== undefined) log.warn(warning);
    if (later.length > 0) {
      log.warn({ migrations: later }, 'a later version has added to the tables; this one goes on with them');
    }
  });
  server.once('close', () => log.info('stopped'));
}
