import type { ReadyAction } from '../catalog/define-action.js';
import { msg, type Text } from '../catalog/message.js';
import type { ApiError } from '../http/api-error.js';
import { isOwnLimit } from '../http/retry.js';
import { failure, HOST_FIX, type ConnectorError } from './connector-error.js';
import { HOST_PORTS } from '../host-port.js';
import type { ErrorCode } from './error-codes.js';
import type { UpstreamError } from './outcome.js';

/** The words of a connector for failures of its API. */
export interface UpstreamWords {
  /** Name of the vendor, as in "Acme". */
  readonly vendor: string;
  /** What the credential is called, as in "API key". */
  readonly credential: string;
  /** What to do about a failure, where the connector knows more than the engine. */
  readonly fixes?: Readonly<Partial<Record<ErrorCode, Text>>>;
}

const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'credential_rejected',
  403: 'credential_forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  429: 'rate_limited',
  504: 'timeout',
};

const KIND_CODES: Readonly<Record<ApiError['kind'], ErrorCode>> = {
  answered: 'upstream_unavailable',
  rate_limited: 'rate_limited',
  unreachable: 'upstream_unavailable',
  interrupted: 'upstream_unavailable',
  timeout: 'timeout',
  cancelled: 'cancelled',
  protocol: 'upstream_protocol',
  host: 'host_failed',
  invalid_request: 'invalid_input',
};

const FIXES: Readonly<Partial<Record<ErrorCode, Text>>> = {
  credential_rejected: 'Check the connection, and save a new key if this one was revoked or has expired.',
  credential_forbidden: 'The credential lacks the permission for this operation.',
  not_found:
    'Look up the id with the list action of the same resource; it may belong to another organization.',
  conflict: 'Read the object again: it was changed meanwhile, or the name is taken.',
  rate_limited: 'Wait, then try again; request fewer and larger pages.',
  upstream_unavailable: 'Try again later.',
  upstream_protocol: 'Check the base URL and any proxies: the response was not one of the API.',
  timeout: 'Try again with a later deadline or a smaller request.',
  host_failed: HOST_FIX,
  upstream_invalid_request: 'The API did not accept the values; its message says which.',
};

/**
 * Turns a failure of the HTTP client into the failure of an invocation. A write in doubt is `outcome_unknown`, whatever
 * else is known; `verify` is the read that settles it.
 */
export function upstreamFailure(error: ApiError, words: UpstreamWords, verify?: ReadyAction): ConnectorError {
  const { host, inDoubt } = error;
  const code = codeOf(error);
  const upstream = upstreamOf(error);
  const fix = verify
    ? msg`Run ${{ action: verify.actionId }} to see whether it took effect, before trying again.`
    : (words.fixes?.[code] ?? FIXES[code]);
  return failure(code, {
    message: messageOf(code, error, words),
    ...(fix === undefined ? {} : { fix }),
    ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }),
    ...(upstream ? { upstream } : {}),
    ...(verify ? { next: verify } : {}),
    ...(host ? { host: { port: host.port, sent: error.sent }, effect: inDoubt ? 'unknown' : 'none' } : {}),
    ...(host && inDoubt ? { retryable: false } : {}),
    ...(isOwnLimit(error) ? { blame: 'connector' as const } : {}),
  });
}

/** The API's own error; undefined where it sent none. */
export function upstreamOf(error: ApiError): UpstreamError | undefined {
  if (error.status === undefined) return undefined;
  const { status, type, code, upstreamMessage: message, requestId } = error;
  return Object.fromEntries(
    Object.entries({ status, type, code, message, requestId }).filter(([, value]) => value !== undefined),
  );
}

function codeOf(error: ApiError): ErrorCode {
  if (error.kind === 'host') return 'host_failed';
  if (error.inDoubt) return 'outcome_unknown';
  if (error.kind !== 'answered' || error.status === undefined) return KIND_CODES[error.kind];
  const known = STATUS_CODES[error.status];
  if (known !== undefined) return known;
  return error.status < 500 ? 'upstream_invalid_request' : 'upstream_unavailable';
}

function messageOf(code: ErrorCode, error: ApiError, { vendor, credential }: UpstreamWords): string {
  const reason = error.upstreamMessage ?? error.reason ?? 'no reason is given';
  if (isOwnLimit(error)) return `The connector paces requests, and ${reason}.`;
  if (!error.inDoubt && error.kind === 'unreachable')
    return `There is no connection to ${vendor} (${reason}).`;
  if (!error.inDoubt && error.kind === 'interrupted') return `The connection to ${vendor} broke (${reason}).`;
  switch (code) {
    case 'host_failed':
      return hostMessage(error);
    case 'outcome_unknown':
      return `The request was sent, but its outcome is unknown (${reason}). ${sentAgain(error)}`;
    case 'credential_rejected':
      return `${vendor} refused the ${credential} of this connection: ${reason}`;
    case 'cancelled':
      return 'The invocation was cancelled before it was done.';
    default:
      return error.status === undefined || error.reason !== undefined
        ? `${capitalized(reason)}.`
        : `${vendor} responded with ${error.status}: ${reason}`;
  }
}

const sentAgain = ({ attempts }: ApiError): string =>
  attempts > 1 ? `It was sent ${attempts} times.` : 'It was not sent again.';

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function hostMessage(error: ApiError): string {
  const { host, sent, inDoubt } = error;
  const who = `The ${HOST_PORTS[host?.port ?? 'interceptor']} of the host failed`;
  if (!sent) return `${who}, so the request was not sent.`;
  return inDoubt
    ? `${who} after the request was sent: its outcome is unknown. ${sentAgain(error)}`
    : `${who} after the request was sent, so its response was lost.`;
}
