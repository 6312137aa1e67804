import type { ApiError } from '../kit/http/index.js';
import { ConnectorError, type ConnectorErrorDetails } from './connector-error.js';
import type { ErrorCode } from './error-codes.js';
import type { UpstreamError } from './outcome.js';

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
  invalid_request: 'invalid_input',
};

const FIXES: Partial<Record<ErrorCode, string>> = {
  credential_rejected:
    'Check the connection, and save a new Admin key if the old one was revoked or has expired.',
  credential_forbidden: 'The Admin key may not do this. Look at the kind of the organization and of the key.',
  not_found: 'Look the id up with the list action of the same group; it may belong to another organization.',
  conflict: 'Read the object again; somebody else changed it, or the name is taken.',
  rate_limited: 'Wait, then try again; ask for fewer and larger pages.',
  upstream_unavailable: 'Try again later; if it lasts, look at https://status.anthropic.com.',
  upstream_protocol:
    'Look at the base URL and at proxies on the way: the answer was not one of the Admin API.',
  timeout: 'Try again with a later deadline or a smaller request.',
  upstream_invalid_request: 'The API did not accept the values; its message says which.',
};

/** Turns a failure of the HTTP adapter into the connector's error; `inDoubt` wins over all else. */
export function fromAdminApi(error: ApiError): ConnectorError {
  const code = codeOf(error);
  const upstream = upstreamOf(error);
  const details: ConnectorErrorDetails = {
    message: messageOf(code, error),
    ...(FIXES[code] === undefined ? {} : { fix: FIXES[code] }),
    ...(error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs }),
    ...(upstream === undefined ? {} : { upstream }),
  };
  return new ConnectorError(code, details);
}

/** What the API said, where it said anything. */
export function upstreamOf(error: ApiError): UpstreamError | undefined {
  if (error.status === undefined) return undefined;
  const { status, type, code, upstreamMessage: message, requestId } = error;
  return Object.fromEntries(
    Object.entries({ status, type, code, message, requestId }).filter(([, value]) => value !== undefined),
  );
}

function codeOf(error: ApiError): ErrorCode {
  if (error.inDoubt) return 'outcome_unknown';
  if (error.kind !== 'answered' || error.status === undefined) return KIND_CODES[error.kind];
  const known = STATUS_CODES[error.status];
  if (known !== undefined) return known;
  return error.status < 500 ? 'upstream_invalid_request' : 'upstream_unavailable';
}

function messageOf(code: ErrorCode, error: ApiError): string {
  const said = error.upstreamMessage ?? error.reason ?? error.kind;
  switch (code) {
    case 'outcome_unknown':
      return `The request was sent, but nobody can say whether it took effect (${said}). It was not sent again.`;
    case 'credential_rejected':
      return `Anthropic refused the Admin key of this connection: ${said}`;
    case 'cancelled':
      return 'The invocation was cancelled before it was done.';
    default:
      return error.status === undefined ? capitalized(said) : `Anthropic answered ${error.status}: ${said}`;
  }
}

const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
