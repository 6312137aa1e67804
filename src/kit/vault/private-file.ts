import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeyringError } from './errors.js';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a file that only its owner, the current user, can read.
 * @throws KeyringError that says what is wrong with the file and how to correct it.
 */
export async function readPrivateFile(path: string): Promise<string> {
  const handle = await openToRead(path);
  try {
    // Stats of the open file, since the path may lead to another file a moment later.
    checkPrivate(path, await handle.stat());
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/**
 * Creates a file for its owner only; it is on disk when this returns.
 * @returns false where the file exists, including when another process created it at the same time.
 */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    await fill(await openNew(draft), text);
    // As exclusive as O_EXCL, and the file appears complete: no reader sees half a key.
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
 * Replaces the text of a private file by what `change` returns, atomically; two changes never overlap.
 * @throws KeyringError where another change is in progress; and what `change` throws.
 */
export async function changePrivateFile(path: string, change: (text: string) => string): Promise<void> {
  const draft = `${path}.lock`;
  const handle = await openNew(draft).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw error;
    throw new KeyringError(
      `${draft} exists: another command is changing the keyring. If none is running, one was killed: remove that file and try again.`,
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

async function openToRead(path: string): Promise<FileHandle> {
  // Follows no symbolic link, and does not wait for the writer of a pipe.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    return await open(path, flags);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') {
      throw new KeyringError(
        `There is no file ${path}. Create a keyring file there, or name an existing one.`,
      );
    }
    if (code === 'ELOOP') throw new KeyringError(`${path} is a symbolic link; name the file itself.`);
    throw new KeyringError(`${path} cannot be opened (${code}); it must be a file that this user can read.`);
  }
}

function checkPrivate(path: string, stats: Stats): void {
  if (!stats.isFile()) {
    throw new KeyringError(`${path} is not a regular file. Name a keyring file with the mode 0600.`);
  }
  if (stats.size > MAX_BYTES) throw new KeyringError(`${path} is too large to be a keyring.`);
  const user = process.geteuid?.();
  // Windows keeps permissions in access control lists, which Node does not read.
  if (user === undefined) return;
  if (stats.uid !== user) {
    throw new KeyringError(
      `${path} is owned by user ${stats.uid}, not by ${user}, who runs this process. Run: chown ${user} ${path}`,
    );
  }
  if ((stats.mode & OTHERS) !== 0) {
    const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
    throw new KeyringError(`${path} has the mode ${mode}: other users can read it. Run: chmod 600 ${path}`);
  }
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

/** A new name is on disk only once its folder is; losing a key would lose every record under it. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The code of a failed system call, such as ENOENT. */
function systemCode(error: unknown): string | undefined {
  const known = typeof error === 'object' && error !== null && 'code' in error;
  return known && typeof error.code === 'string' ? error.code : undefined;
}
