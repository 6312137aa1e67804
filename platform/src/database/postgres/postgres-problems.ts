import { SettingsError } from '../../config/settings-error.js';

/** What keeps a PostgreSQL from being used, by the code of the error, and what to do. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start it, or set another host and port',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of its host cannot be looked up',
  ETIMEDOUT: 'it does not answer; look at the host, the port and the firewall',
  ECONNRESET: 'it closed the connection',
  '28P01': 'user or password are not right',
  '28000': 'it does not let this user in from here; look at its pg_hba.conf and at sslmode',
  '3D000': 'there is no database of this name; create it first',
  '42501': 'this user may not create tables; grant it CREATE on the schema',
  '53300': 'it has no connection left',
  '57P03': 'it is starting or stopping; try again in a moment',
};

/** Tells why the database at a URL cannot be used. Never holds the password, nor anything that the server said. */
export function unusableServer(url: URL, error: unknown): SettingsError {
  if (error instanceof SettingsError) return error;
  const { code, message = '' } = error as { code?: string; message?: string };
  const timedOut = /timeout|terminated/i.test(message) ? REASONS['ETIMEDOUT'] : undefined;
  const reason = REASONS[code ?? ''] ?? timedOut ?? `it answered with the error ${code ?? 'unknown'}`;
  return new SettingsError(`DATABASE_URL names the PostgreSQL at ${url.host}${url.pathname}: ${reason}.`);
}
