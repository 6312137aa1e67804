import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { link, lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KeyringError } from './errors.js';

const OWNER_ONLY = 0o600;
const MODE_BITS = 0o777;
const ROOT = 0;
/** What others may not do with a file of the user who runs the process. */
const OTHERS = 0o077;
/** What others may not do with a file of root: its group may read it, as mounts of Kubernetes and systemd need. */
const OTHERS_OF_ROOT = 0o037;
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a file of the current user or of root that no one else can read; a group may read one of root. A symbolic link leads to
 * the file that is checked.
 * @throws KeyringError that says what is wrong with the file and how to correct it.
 */
export const readPrivateFile = async (path: string): Promise<string> => (await readWithStats(path)).text;

async function readWithStats(path: string): Promise<{ readonly text: string; readonly stats: Stats }> {
  const handle = await openToRead(path);
  try {
    // Stats of the open file, since the path may lead to another file a moment later.
    const stats = await handle.stat();
    checkPrivate(path, stats);
    return { text: await textOf(path, handle), stats };
  } finally {
    await handle.close();
  }
}

/** @throws KeyringError for more than a keyring has: a file of /proc has no size, and another one may grow meanwhile. */
async function textOf(path: string, handle: FileHandle): Promise<string> {
  const bytes = Buffer.alloc(MAX_BYTES + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) {
    read = (await handle.read(bytes, length, bytes.length - length)).bytesRead;
  }
  if (length > MAX_BYTES) throw tooLarge(path);
  return bytes.toString('utf8', 0, length);
}

const tooLarge = (path: string): KeyringError => new KeyringError(`${path} is too large to be a keyring.`);

/**
 * Creates a file for its owner only; it is on disk when this returns.
 * @returns false where the file exists, including when another process created it at the same time.
 * @throws KeyringError where its folder does not exist or cannot be written to.
 */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  const handle = await openNew(draft).catch((error: unknown) => {
    throw notCreated(path, error);
  });
  try {
    await fill(handle, text);
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
 * Replaces the text of a private file by what `change` returns, atomically; two changes never overlap. Its owner, group and mode stay.
 * @throws KeyringError where it is a symbolic link, its folder cannot be written to, or another change is in progress; and what
 * `change` throws.
 */
export async function changePrivateFile(path: string, change: (text: string) => string): Promise<void> {
  await refuseLink(path);
  const draft = `${path}.lock`;
  const handle = await openNew(draft).catch((error: unknown) => {
    throw notWritable(path, draft, error);
  });
  try {
    await replaceWith(handle, path, change);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(path);
}

/** A new file in place of the link would not be the one that its other readers follow. */
async function refuseLink(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats?.isSymbolicLink()) return;
  throw new KeyringError(
    `${path} is a symbolic link, as mounts of secrets are: it can be read here, and not changed. Change the file where the secret is kept.`,
  );
}

function notWritable(path: string, draft: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === 'EEXIST') {
    return new KeyringError(
      `${draft} exists: another command is changing the keyring. If none is running, one was killed: remove that file and try again.`,
    );
  }
  if (code === undefined || code === 'ENOENT') return error;
  return new KeyringError(
    `${path} cannot be changed here: its folder cannot be written to (${code}). Change it where it is kept, or as a user who may.`,
  );
}

function notCreated(path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const folder = dirname(path);
  return new KeyringError(
    code === 'ENOENT'
      ? `There is no folder ${folder}. Make it first, for the user who runs the platform alone.`
      : `${path} cannot be made: the folder ${folder} cannot be written to (${code}). Run it as a user who may.`,
  );
}

/** Who could read the file still can: a group of root's file, for example. */
async function replaceWith(
  handle: FileHandle,
  path: string,
  change: (text: string) => string,
): Promise<void> {
  try {
    const { text, stats } = await readWithStats(path);
    await handle.writeFile(change(text));
    await keepOwner(handle, path, stats);
    await handle.chmod(stats.mode & MODE_BITS);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keepOwner(handle: FileHandle, path: string, { uid, gid, mode }: Stats): Promise<void> {
  const draft = await handle.stat();
  if (draft.uid === uid && draft.gid === gid) return;
  try {
    await handle.chown(uid, gid);
  } catch (error) {
    // A user may give a file to groups of his own only, and a group that may do nothing with the file need not be kept.
    if (draft.uid === uid && (mode & OTHERS) === 0) return;
    throw new KeyringError(
      `${path} belongs to user ${uid} and group ${gid}, which this user cannot keep (${systemCode(error)}). Change it as root.`,
    );
  }
}

async function openToRead(path: string): Promise<FileHandle> {
  // Does not wait for the writer of a pipe.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  try {
    return await open(path, flags);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') {
      throw new KeyringError(
        `There is no file ${path}. Create a keyring file there, or name an existing one.`,
      );
    }
    throw new KeyringError(`${path} cannot be opened (${code}); it must be a file that this user can read.`);
  }
}

function checkPrivate(path: string, stats: Stats): void {
  if (!stats.isFile()) {
    throw new KeyringError(`${path} is not a regular file. Name a keyring file with the mode 0600.`);
  }
  if (stats.size > MAX_BYTES) throw tooLarge(path);
  requirePrivate(path, stats);
}

/**
 * Checks who can read a file that holds a secret: the user of this process, or root and its group.
 * @throws KeyringError that says what is wrong with the file and how to correct it.
 */
export function requirePrivate(path: string, stats: Pick<Stats, 'uid' | 'mode'>): void {
  const user = process.geteuid?.();
  // Windows keeps permissions in access control lists, which Node does not read.
  if (user === undefined) return;
  const owner = `${path} is owned by user ${stats.uid}`;
  if (stats.uid !== user && stats.uid !== ROOT) {
    // Never advises to change the owner: a command that is run as another user would take the file from the platform.
    throw new KeyringError(
      `${owner}, and this process runs as user ${user}. Run it as user ${stats.uid}, or name a file of user ${user}${user === ROOT ? '' : ' or of root'}.`,
    );
  }
  const mode = (stats.mode & MODE_BITS).toString(8).padStart(4, '0');
  if (stats.uid === ROOT && (stats.mode & OTHERS_OF_ROOT) !== 0) {
    throw new KeyringError(
      `${path} has the mode ${mode}: users other than root and its group can read it, or its group can change it. Give it the mode 0440 or 0400 where it is made or mounted, such as defaultMode: 0440.`,
    );
  }
  if (stats.uid !== ROOT && (stats.mode & OTHERS) !== 0) {
    throw new KeyringError(`${path} has the mode ${mode}: other users can read it. Run: chmod 600 ${path}`);
  }
}

const openNew = (path: string): Promise<FileHandle> => open(path, 'wx', OWNER_ONLY);

async function fill(handle: FileHandle, text: string): Promise<void> {
  try {
    await handle.writeFile(text);
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
