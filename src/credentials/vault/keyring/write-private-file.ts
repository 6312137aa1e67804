import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeyringError } from './keyring-error.js';
import { readPrivateFile } from './read-private-file.js';
import { systemCode } from './system-code.js';

const OWNER_ONLY = 0o600;

/**
 * Makes a file for its owner alone, on disk when this returns.
 * @returns false where there is one already, whoever of several processes made it.
 */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    await fill(await openNew(draft), text);
    // As exclusive as O_EXCL, and the file shows up whole: nobody reads half a key.
    await link(draft, path);
    await syncFolder(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Replaces a private file by what `change` makes of it, as one step; two changes never overlap.
 * @throws KeyringError where another change is under way; and what `change` throws.
 */
export async function changePrivateFile(path: string, change: (text: string) => string): Promise<void> {
  const draft = `${path}.lock`;
  const handle = await openNew(draft).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error;
    throw new KeyringError(
      `${draft} is there: another command is changing the keyring. Where none is running, one was killed: remove that file and try again.`,
    );
  });
  try {
    await fill(handle, readPrivateFile(path).then(change));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(path);
}

const openNew = (path: string): Promise<FileHandle> => open(path, 'wx', OWNER_ONLY);

async function fill(handle: FileHandle, text: string | Promise<string>): Promise<void> {
  try {
    await handle.writeFile(await text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new name is on disk only when its folder is; a lost key would take every record along. */
async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
