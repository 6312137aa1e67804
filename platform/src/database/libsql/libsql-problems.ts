import { SettingsError } from '../../config/settings-error.js';

/** What keeps a database file from being used, by the code of the error, and what to do. */
const REASONS: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: 'it is no database; move it away, or restore a backup',
  SQLITE_CORRUPT: 'it is damaged; restore a backup',
  SQLITE_READONLY: 'it may not be written to',
  SQLITE_FULL: 'its disk is full',
  SQLITE_BUSY: 'another process has it and does not let go',
};

/** Tells why a database file cannot be used; what is no fault of the file stays as it is. */
export function unusableFile(path: string, error: unknown): unknown {
  const code = String((error as { code?: unknown }).code);
  const known = Object.keys(REASONS).find((each) => code.startsWith(each));
  return known === undefined
    ? error
    : new SettingsError(`The database file ${path} cannot be used: ${REASONS[known]}.`);
}
