import type { ReadyAction } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
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
  /** What to do about an error code of the API. */
  readonly advice?: Readonly<Record<string, CodeAdvice>>;
}

/** What to do about an error code of the API: the fix, and the read that shows what prevents it. */
export interface CodeAdvice {
  readonly fix: Text;
  next?(this: void, input: RawInput): ReadyAction | undefined;
}

/** The reads that belong to a failed request. */
export interface Reads {
  /** Shows what became of the write. */
  readonly verify?: ReadyAction | undefined;
  /** Lists what the request asked for by its id. */
  readonly list?: ReadyAction | undefined;
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
  too_large: 'upstream_protocol',
  no_room: 'rate_limited',
  host: 'host_failed',
  invalid_request: 'invalid_input',
};

const FOREIGN_FIX = 'Check the base URL and any proxies: the response does not come from the API.';

const TOO_LARGE_FIX = 'Request less at once: a shorter period, a smaller page, or fewer groups.';

const FIXES: Readonly<Partial<Record<ErrorCode, Text>>> = {
  credential_rejected: 'Check the connection, and save a new key if this one was revoked or has expired.',
  credential_forbidden: 'The credential lacks the permission for this operation.',
  not_found:
    'Look up the id with the list action of the same resource; it may belong to another organization.',
  conflict: 'Read the object again: it was changed meanwhile, or the name is taken.',
  rate_limited: 'Wait, then try again.',
  upstream_unavailable: 'Try again later.',
  upstream_protocol: FOREIGN_FIX,
  timeout: 'Try again with a later deadline or a smaller request.',
  host_failed: HOST_FIX,
  upstream_invalid_request: 'The API did not accept the values; its message says which.',
};

/**
 * Turns a failure of the HTTP client into the failure of an invocation. A write of which nothing is known is
 * `outcome_unknown`, whatever else is known.
 */
export function upstreamFailure(
  error: ApiError,
  words: UpstreamWords,
  input: RawInput,
  reads: Reads,
): ConnectorError {
  const { host, effect, resend } = error;
  const code = codeOf(error);
  const upstream = upstreamOf(error);
  const { fix, next } = adviceOn(code, error, words, input, reads);
  return failure(code, {
    message: messageOf(code, error, words),
    effect,
    resend,
    ...(fix === undefined ? {} : { fix }),
    ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }),
    ...(upstream ? { upstream } : {}),
    ...(next ? { next } : {}),
    ...(host ? { host: { port: host.port, sent: error.sent } } : {}),
    ...(isOwnLimit(error) || error.kind === 'no_room' ? { blame: 'connector' as const } : {}),
  });
}

/** The API's own error; undefined where it sent none. */
export function upstreamOf(error: ApiError): UpstreamError | undefined {
  if (error.status === undefined) return undefined;
  const { status, type, code, upstreamMessage: message, details, requestId, shouldRetry } = error;
  return Object.fromEntries(
    Object.entries({ status, type, code, message, details, requestId, shouldRetry }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function codeOf({ kind, status, inDoubt, effect }: ApiError): ErrorCode {
  if (kind === 'host') return 'host_failed';
  if (inDoubt) return 'outcome_unknown';
  if (effect === 'done' || effect === 'partial') return 'change_incomplete';
  if (kind !== 'answered' || status === undefined) return KIND_CODES[kind];
  const known = STATUS_CODES[status];
  if (known !== undefined) return known;
  return status < 500 ? 'upstream_invalid_request' : 'upstream_unavailable';
}

/** One advice: what the API's code says, else the read that shows what happened, else what the code of the failure says. */
function adviceOn(
  code: ErrorCode,
  error: ApiError,
  { fixes, advice = {} }: UpstreamWords,
  input: RawInput,
  { verify, list }: Reads,
): { readonly fix?: Text | undefined; readonly next?: ReadyAction | undefined } {
  const { code: said, method, resend } = error;
  const known = said !== undefined && Object.hasOwn(advice, said) ? advice[said] : undefined;
  if (known) return { fix: known.fix, next: known.next?.(input) ?? verify };
  if (error.kind === 'too_large' && method === 'GET') return { fix: TOO_LARGE_FIX };
  const usual = isForeign(error) ? (fixes?.upstream_protocol ?? FOREIGN_FIX) : (fixes?.[code] ?? FIXES[code]);
  if (code === 'not_found' && list)
    return {
      fix: msg`Find the id with ${{ action: list.actionId }}; it may belong to another organization.`,
      next: list,
    };
  if (code === 'rate_limited' && method === 'GET')
    return { fix: 'Wait, then try again; request fewer and larger pages.' };
  if (!verify) return { fix: usual };
  const run = msg`Run ${{ action: verify.actionId }} to see`;
  if (code === 'change_incomplete') return { fix: msg`${run} what was changed.`, next: verify };
  const look =
    resend === 'same_request'
      ? msg`${run} whether it took effect, or send the same request again: that is safe.`
      : msg`${run} whether it took effect, before you send it again.`;
  return { fix: isForeign(error) && usual !== undefined ? msg`${usual} ${look}` : look, next: verify };
}

/** Whether something between has answered: a response that the API described has no `reason`. */
const isForeign = ({ kind, reason }: ApiError): boolean =>
  kind === 'protocol' || (kind === 'answered' && reason !== undefined);

function messageOf(code: ErrorCode, error: ApiError, { vendor, credential }: UpstreamWords): string {
  const reason = error.upstreamMessage ?? error.reason ?? 'no reason is given';
  const { inDoubt, effect, kind, status } = error;
  if (isOwnLimit(error)) return `The connector paces requests, and ${sentence(reason)}`;
  if (kind === 'no_room') return `The response could not be read: ${sentence(reason)}`;
  if (!inDoubt && kind === 'unreachable') return `There is no connection to ${vendor} (${reason}).`;
  if (!inDoubt && kind === 'interrupted') return `The connection to ${vendor} broke (${reason}).`;
  switch (code) {
    case 'host_failed':
      return hostMessage(error);
    case 'outcome_unknown':
      return error.upstreamMessage === undefined
        ? `The request was sent, but its outcome is unknown (${reason}). ${howOften(error)}`
        : `The request was sent, but its outcome is unknown. ${howOften(error)} ${vendor} responded with ${status}: ${sentence(reason)}`;
    case 'change_incomplete':
      return `${vendor} made ${effect === 'done' ? 'the change, and reports a problem' : 'a part of the change'}: ${sentence(reason)}${repeated(error)}`;
    case 'credential_rejected':
      return `${vendor} refused the ${credential} of this connection: ${reason}`;
    case 'cancelled':
      return 'The invocation was cancelled before it was done.';
    default: {
      const what =
        status === undefined || error.reason !== undefined
          ? sentence(capitalized(reason))
          : `${vendor} responded with ${status}: ${effect === 'none' && !isRepeated(error) ? reason : sentence(reason)}`;
      return `${what}${effect === 'unknown' ? ' The change may have been made, or a part of it.' : ''}${repeated(error)}`;
    }
  }
}

const isRepeated = ({ method, attempts }: ApiError): boolean => method !== 'GET' && attempts > 1;

/** How often a write was sent, where it was more than once. */
const repeated = (error: ApiError): string =>
  isRepeated(error) ? ` It was sent ${error.attempts} times.` : '';

const howOften = ({ attempts }: ApiError): string =>
  attempts > 1 ? `It was sent ${attempts} times.` : 'It was sent once.';

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function hostMessage(error: ApiError): string {
  const { host, sent, inDoubt } = error;
  const who = `The ${HOST_PORTS[host?.port ?? 'interceptor']} of the host failed`;
  if (!sent) return `${who}, so the request was not sent.`;
  return inDoubt
    ? `${who} after the request was sent: its outcome is unknown. ${howOften(error)}`
    : `${who} after the request was sent, so its response was lost.`;
}
