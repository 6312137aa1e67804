import type { AdminApiErrorKind } from '../admin-api-error.js';

/** What stopped an attempt before a whole answer was there; stays inside this folder's callers. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';

  constructor(
    readonly kind: Exclude<AdminApiErrorKind, 'answered' | 'rate_limited'>,
    /** A few words, never taken from a header or a body. */
    readonly reason: string,
    /** True when the request, or a part of it, may have reached the API. */
    readonly sent: boolean,
    /** The status, when the answer had begun. */
    readonly status?: number,
  ) {
    super(reason);
  }
}

/** All that may be kept of a foreign error: its other fields can hold the request. */
export const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Errors of the connection pool that are not simply a broken or missing connection. */
const KINDS: Readonly<Record<string, TransportFailure['kind']>> = {
  UND_ERR_INVALID_ARG: 'invalid_request',
  UND_ERR_DESTROYED: 'cancelled',
  UND_ERR_CLOSED: 'cancelled',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
  HTTPParserError: 'protocol',
  // The parser's word for a connection that was closed in mid-answer.
  HPE_INVALID_EOF_STATE: 'interrupted',
};

/** Converts an error of the pool, keeping its code or name only. */
export function failureOfPoolError(error: unknown, sent: boolean, status?: number): TransportFailure {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const known = KINDS[String(code)] ?? KINDS[String(name)] ?? (sent ? 'interrupted' : 'unreachable');
  return new TransportFailure(known, String(code ?? name), sent, status);
}
