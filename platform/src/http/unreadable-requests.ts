import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { PlatformError } from '../problems/platform-error.js';
import { problemOf, PROBLEM_TYPE } from '../problems/problem.js';

/** What Node's parser gives up on, by the code of its error; the rest is no HTTP at all. */
const REASONS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come to its end in time.'],
};
const NO_HTTP = [400, 'This is not an HTTP request that can be read.'] as const;

/** Answers requests that never reach Express, which Node would answer without a body. */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else answer(socket, REASONS[error.code ?? ''] ?? NO_HTTP);
  });
}

function answer(socket: Duplex, [status, message]: readonly [number, string]): void {
  const error = new PlatformError('malformed_request', { message, status });
  const body = JSON.stringify(problemOf(error.toError(), { requestId: randomUUID() }, status));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
