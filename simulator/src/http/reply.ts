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

/** The response to a failed request. */
export function errorReply(error: ApiError, headers: Readonly<Record<string, string>>): Reply {
  const requestId = headers['request-id'] ?? '';
  return {
    status: error.status,
    headers: { ...headers, ...error.headers },
    body: errorBody(error, requestId),
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
