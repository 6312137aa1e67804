import type { ServerResponse } from 'node:http';
import type { ApiError } from '../errors.js';
import { errorBody } from '../errors.js';

/** What a request changed: nothing, everything it asked for, or a part of it. Reads change nothing. */
export type Effect = 'none' | 'done' | 'partial';

/** A response that is not sent yet. */
export interface Reply {
  readonly status: number;
  /** A list is sent as one line per value. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: object;
}

/** The 4xx that may succeed when sent again. */
const MAY_SUCCEED_LATER: readonly number[] = [408, 409, 429];

/** The response to a failed request: final errors say so, and a 401 has no request id. */
export function errorReply(error: ApiError, headers: Readonly<Record<string, string>>): Reply {
  const { 'request-id': given, ...rest } = headers;
  const requestId = error.status === 401 ? undefined : given;
  const isFinal = error.status < 500 && !MAY_SUCCEED_LATER.includes(error.status);
  return {
    status: error.status,
    headers: {
      ...(requestId === undefined ? {} : { 'request-id': requestId }),
      ...rest,
      ...(isFinal ? { 'x-should-retry': 'false' } : {}),
      ...error.headers,
    },
    body: errorBody(error, requestId ?? null),
  };
}

/** Sends a response as JSON. */
export function sendReply(response: ServerResponse, { status, headers, body }: Reply): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(headers as Record<string, string | string[]>),
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
