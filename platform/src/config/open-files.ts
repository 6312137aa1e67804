import { readFileSync } from 'node:fs';

/** The least number of open files and sockets that a process starts with. */
export const LEAST_OPEN_FILES = 1024;

/**
 * What is wrong with the number of files that the process may open; undefined if it is enough, or the system does not say. Read it
 * before other modules are loaded, which would fail with EMFILE.
 * @param limits - the text of Linux's limits of a process.
 */
export function tooFewOpenFiles(limits = readLimits()): string | undefined {
  const soft = SOFT.exec(limits)?.[1];
  if (soft === undefined || Number(soft) >= LEAST_OPEN_FILES) return undefined;
  return `This process may open ${soft} files and sockets, and needs ${LEAST_OPEN_FILES} or more. Raise the limit with ulimit -n, or with LimitNOFILE= in a unit of systemd.`;
}

/** Files and sockets of a process beside those of its clients: to the API, to the database, modules, logs. */
const OTHER_FILES = 256;

/**
 * What is wrong with the number of files beside the number of connections that the settings allow; undefined if it is enough, or the
 * system does not say.
 * @param connections - those of clients.
 */
export function fewerFilesThanConnections(connections: number, limits = readLimits()): string | undefined {
  const soft = SOFT.exec(limits)?.[1];
  const needed = connections + OTHER_FILES;
  if (soft === undefined || Number(soft) >= needed) return undefined;
  return `This process may open ${soft} files and sockets, and ${needed} are needed with ${connections} connections of clients (PLATFORM_MAX_CONNECTIONS): beyond it none is accepted. Raise the limit with ulimit -n or LimitNOFILE=, or lower PLATFORM_MAX_CONNECTIONS.`;
}

const SOFT = /^Max open files +(\d+)/m;

function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}
