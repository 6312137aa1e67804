import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SettingsError } from '../../config/settings-error.js';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * Makes the database file for its owner alone where there is none; SQLite gives its companions the same rights.
 * @throws SettingsError where it cannot be written, or others can read it.
 */
export function prepareFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', OWNER_ONLY));
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      `The database cannot be kept in ${path} (${code}). Set DATA_DIR to a folder that may be written to, or DATABASE_URL to a PostgreSQL.`,
    );
  }
  if (process.platform === 'win32' || (statSync(path).mode & OTHERS) === 0) return;
  throw new SettingsError(`${path} can be read by others. Run: chmod 600 ${path}`);
}
