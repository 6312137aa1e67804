import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';

/** A file that is open. */
export interface OpenFile {
  readonly fd: number;
  readonly stats: Stats;
}

/** In place of the code of the system, where a path leads to a pipe, a device or a folder. */
const NOT_REGULAR = 'it is not a regular file';

/**
 * Opens a file that a setting names. It waits for no writer or reader of a pipe, and takes no device.
 * @param flags - how it is opened; to read if omitted.
 * @param mode - of a file that is created.
 * @throws Error of the system, or one whose `code` is a sentence where it is no regular file
 */
export function openRegular(path: string, flags: number = constants.O_RDONLY, mode = 0o600): OpenFile {
  const fd = openSync(path, flags | constants.O_NONBLOCK, mode);
  const stats = fstatSync(fd);
  if (stats.isFile()) return { fd, stats };
  closeSync(fd);
  throw Object.assign(new Error(NOT_REGULAR), { code: NOT_REGULAR, syscall: 'open' });
}
