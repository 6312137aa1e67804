/** Why a database cannot be used for the moment. */
export type UnavailableReason = 'unreachable' | 'overloaded' | 'full';

/** The database cannot be used for the moment: an operator has to look at it, and the same statement may succeed later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
  /** The code of the error, such as `57P01`; a driver that gives none has its own word. */
  readonly code: string;

  constructor(
    readonly reason: UnavailableReason,
    override readonly cause: unknown,
  ) {
    super(`the database is ${reason}`);
    this.code = codesIn(cause)[0] ?? 'none';
  }
}

/** By the beginning of an error's code: SQLSTATE of PostgreSQL, codes of SQLite, and those of Node. The longest one that fits decides. */
const BY_CODE: Readonly<Record<string, UnavailableReason>> = {
  // PostgreSQL: connection exceptions, the end of a server, and a standby that a failover has left behind.
  '08': 'unreachable',
  '57P': 'unreachable',
  '25006': 'full',
  // A statement or a session that took too long, and locks that were not granted.
  '57014': 'overloaded',
  '25P03': 'overloaded',
  '55P03': 'overloaded',
  '40001': 'overloaded',
  '40P01': 'overloaded',
  // No connection or memory left; a full disk is 53100.
  '53': 'overloaded',
  '53100': 'full',
  // Errors of its system, such as a file that cannot be written.
  '58': 'full',
  SQLITE_BUSY: 'overloaded',
  SQLITE_LOCKED: 'overloaded',
  SQLITE_FULL: 'full',
  SQLITE_IOERR: 'full',
  SQLITE_READONLY: 'full',
  SQLITE_CANTOPEN: 'unreachable',
  ECONN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ERR_TLS: 'unreachable',
  EMFILE: 'overloaded',
  ENOSPC: 'full',
  EROFS: 'full',
};

/** Errors of the drivers that have no code. */
const BY_MESSAGE: readonly (readonly [RegExp, UnavailableReason])[] = [
  [/^timeout exceeded when trying to connect/i, 'overloaded'],
  [/^connection terminated|client was closed|client has encountered a connection error/i, 'unreachable'],
  [/^cannot use a pool after calling end|^driver has already been destroyed/i, 'unreachable'],
  [/^the database is closed/i, 'unreachable'],
];

/** What an error of a driver says of the database; undefined where the statement itself is wrong. */
export function unavailableReason(error: unknown): UnavailableReason | undefined {
  for (const code of codesIn(error)) {
    const known = Object.keys(BY_CODE)
      .filter((start) => code.startsWith(start))
      .sort((a, b) => b.length - a.length)[0];
    if (known !== undefined) return BY_CODE[known];
  }
  const message = error instanceof Error ? error.message : '';
  return BY_MESSAGE.find(([words]) => words.test(message))?.[1];
}

/** The codes of an error; a host with several addresses fails with one for each. */
function codesIn(error: unknown): string[] {
  const { code, errors = [] } = (error ?? {}) as { code?: unknown; errors?: readonly unknown[] };
  return [...(typeof code === 'string' && code !== '' ? [code] : []), ...errors.flatMap(codesIn)];
}
