import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { KeyringError } from './keyring-error.js';
import { systemCode } from './system-code.js';

const OTHERS = 0o077;
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a file that nobody but its owner, who is us, may read.
 * @throws KeyringError that says what is wrong with the file and how to mend it.
 */
export async function readPrivateFile(path: string): Promise<string> {
  const handle = await openToRead(path);
  try {
    // Asked of the open file and not of the path, which may lead to another file a moment later.
    checkPrivate(path, await handle.stat());
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

async function openToRead(path: string): Promise<FileHandle> {
  // Not through a symbolic link, and without waiting for the other end of a pipe.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    return await open(path, flags);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT')
      throw new KeyringError(`There is no file ${path}. Make a keyring file there, or name the one that is.`);
    if (code === 'ELOOP') throw new KeyringError(`${path} is a symbolic link; name the file itself.`);
    throw new KeyringError(`${path} cannot be opened (${code}); it must be a file that this user can read.`);
  }
}

function checkPrivate(path: string, stats: Stats): void {
  if (!stats.isFile())
    throw new KeyringError(`${path} is not a regular file. Name a keyring file, with the mode 0600.`);
  if (stats.size > MAX_BYTES) throw new KeyringError(`${path} is too large to be a keyring.`);
  const user = process.geteuid?.();
  // Windows keeps rights in lists that node does not read.
  if (user === undefined) return;
  if (stats.uid !== user) {
    throw new KeyringError(
      `${path} is owned by user ${stats.uid}, not by ${user}, who runs this. Run: chown ${user} ${path}`,
    );
  }
  if ((stats.mode & OTHERS) !== 0) {
    const mode = (stats.mode & 0o777).toString(8).padStart(4, '0');
    throw new KeyringError(
      `${path} has the mode ${mode}: others may use the keys in it. Run: chmod 600 ${path}`,
    );
  }
}
