import { closeSync, readSync } from 'node:fs';
import { requirePrivate } from 'anthropic-admin-connector/vault';
import { SECRET_VARIABLES } from './secret-variables.js';
import { SettingsError } from './environment.js';
import { openRegular, type OpenFile } from './regular-file.js';

const MAX_BYTES = 64 * 1024;

/** Secrets whose variable with `_FILE` means something else: a keyring, and a file that is read for each request. */
const OWN_MEANING: readonly string[] = ['CREDENTIAL_KEYS', 'CREDENTIAL_VAULT_TOKEN'];

/** Secret variables that a file can hold in their place: the path is in the variable with `_FILE` behind the name. */
export const FILED_SECRETS: readonly string[] = SECRET_VARIABLES.filter(
  (name) => !OWN_MEANING.includes(name),
);

/**
 * Reads the secrets that files hold, once: `DATABASE_URL_FILE` sets `DATABASE_URL`, without the newline at its end.
 * @returns the environment with the secrets, and without the paths; the same one where no path is set.
 * @throws SettingsError that names the variable where both are set, or the file cannot be read, is empty or too large, or others can read it.
 */
export function withSecretFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const given = FILED_SECRETS.filter((name) => env[`${name}_FILE`]?.trim());
  if (given.length === 0) return env;
  const read = { ...env };
  for (const name of given) {
    if (env[name]) throw new SettingsError(`Set ${name} or ${name}_FILE, not both.`);
    read[name] = secretIn(`${name}_FILE`, env[`${name}_FILE`]?.trim() ?? '');
    delete read[`${name}_FILE`];
  }
  return read;
}

function secretIn(variable: string, path: string): string {
  const text = readText(variable, path).replace(/\r?\n$/, '');
  if (text.trim() === '') throw new SettingsError(`${variable}: ${path} is empty.`);
  if (text.includes('\0')) throw new SettingsError(`${variable}: ${path} is not a text.`);
  return text;
}

function readText(variable: string, path: string): string {
  const { fd, stats } = opened(variable, path);
  try {
    // A file of /proc has no size, and another one may grow meanwhile.
    const bytes = firstBytes(fd, MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new SettingsError(
        `${variable}: ${path} has more than ${MAX_BYTES} bytes; it must hold the value alone.`,
      );
    }
    requireOwn(variable, path, stats);
    return bytes.toString('utf8');
  } finally {
    closeSync(fd);
  }
}

function requireOwn(variable: string, path: string, stats: OpenFile['stats']): void {
  try {
    requirePrivate(path, stats);
  } catch (error) {
    throw new SettingsError(`${variable}: ${(error as Error).message}`);
  }
}

/** The bytes of a file up to a number of them. */
function firstBytes(file: number, most: number): Buffer {
  const bytes = Buffer.alloc(most);
  let length = 0;
  for (let read = -1; read !== 0 && length < most; length += read) {
    read = readSync(file, bytes, length, most - length, null);
  }
  return bytes.subarray(0, length);
}

function opened(variable: string, path: string): OpenFile {
  try {
    return openRegular(path);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      code === 'ENOENT'
        ? `${variable}: there is no file ${path}.`
        : `${variable}: ${path} cannot be opened (${code}); name a file that this user can read.`,
    );
  }
}
