import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { link, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from '../../config/make-folder.js';

/** Where the files of an archive are. */
export interface ArchiveStore {
  /** The folder or bucket, for messages and for the seam. */
  readonly place: string;
  /** The content of a file; undefined where there is none of this name. */
  read(name: string): Promise<Buffer | undefined>;
  /** Writes a file that is there in whole and for good once this resolves. A file that is there already stays as it is. */
  write(name: string, content: Buffer): Promise<void>;
}

/** A store that did not take or give a file; the message says why. */
export class ArchiveStoreError extends Error {
  override readonly name = 'ArchiveStoreError';
}

/** No file of an archive is larger, so a larger one is not read. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Archives in a folder: files of the mode 0600, in folders of 0700.
 * @throws ArchiveStoreError where the path leads to something else
 */
export function folderStore(path: string): ArchiveStore {
  const place = resolve(path);
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new ArchiveStoreError(`${place} is not a folder. Name one, such as /var/archive/audit.`);
  return {
    place,
    read: async (name) => {
      const file = join(place, name);
      try {
        const stats = await stat(file);
        if (!stats.isFile()) throw new ArchiveStoreError(`${file} is not a regular file.`);
        if (stats.size > MAX_FILE_BYTES)
          throw new ArchiveStoreError(`${file} is larger than any file of an archive.`);
        return await readFile(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw failed(file, 'read', error);
      }
    },
    write: async (name, content) => {
      const file = join(place, name);
      const draft = `${file}.${randomBytes(6).toString('hex')}.draft`;
      try {
        makeFolder(dirname(file));
        await writeThrough(draft, content);
        // A link, unlike a rename, replaces nothing.
        await link(draft, file).catch(ignore('EEXIST'));
        await unlink(draft);
        await syncFolder(dirname(file));
        await syncFolder(place);
      } catch (error) {
        await unlink(draft).catch(() => {});
        throw failed(file, 'written', error);
      }
    },
  };
}

async function writeThrough(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder outlast a power failure. */
async function syncFolder(path: string): Promise<void> {
  // Windows opens no folder, and keeps names by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const ignore =
  (code: string) =>
  (error: NodeJS.ErrnoException): void => {
    if (error.code !== code) throw error;
  };

function failed(file: string, what: 'read' | 'written', error: unknown): ArchiveStoreError {
  if (error instanceof ArchiveStoreError) return error;
  const { code = 'error' } = error as NodeJS.ErrnoException;
  return new ArchiveStoreError(`${file} cannot be ${what} (${code}).`);
}
