import type { INestApplication } from '@nestjs/common';
import { SettingsError } from './config/settings-error.js';

/** What keeps a server from listening, and which variable changes it. */
const REASONS: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} of ${host} is in use. Set PORT to another one, such as ${port + 1}.`,
  EACCES: (port) => `Port ${port} may not be opened by this user. Set PORT to one above 1023, such as 3000.`,
  EADDRNOTAVAIL: (_, host) =>
    `${host} is no address of this machine. Set HOST to one that is, such as 127.0.0.1.`,
  ENOTFOUND: (_, host) =>
    `${host} is no address of this machine. Set HOST to one that is, such as 127.0.0.1.`,
};

/**
 * New connections that the system keeps until the process comes round to them. Node's own 511 are fewer than a busy
 * moment brings, and the system resets those that find no room; where its own limit is lower, that one holds.
 */
const BACKLOG = 4096;

/**
 * Starts to listen.
 * @throws SettingsError that names the variable to change where it cannot.
 */
export async function listen(app: INestApplication, port: number, host: string): Promise<void> {
  try {
    // Nest hands on what comes behind the host, and Node takes a backlog there; only the types do not say so.
    await app.listen(port, host, BACKLOG as never);
  } catch (error) {
    await app.close();
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason ? new SettingsError(reason(port, host)) : error;
  }
}
