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
};

/** The answer ended early: the parser's word for a broken connection. */
const CUT_SHORT = 'HPE_INVALID_EOF_STATE';

/** Converts an error of the pool, keeping its code only. */
export function failureOfPoolError(error: unknown, sent: boolean, status?: number): TransportFailure {
  const code = (error as { code?: unknown } | undefined)?.code;
  const name = typeof code === 'string' ? code : 'the connection failed';
  const known = KINDS[name];
  if (known !== undefined) return new TransportFailure(known, name, sent, status);
  if (name.startsWith('HPE_') && name !== CUT_SHORT) {
    return new TransportFailure('protocol', `no valid HTTP (${name})`, sent, status);
  }
  return new TransportFailure(sent ? 'interrupted' : 'unreachable', name, sent, status);
}
