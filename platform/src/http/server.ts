import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { INestApplication } from '@nestjs/common';
import { SettingsError } from '../config/environment.js';
import { PlatformError } from '../problems/platform-error.js';
import { PROBLEM_TYPE, problemOf } from '../problems/problem.js';

/** Load balancers and clients keep an idle connection for at most one minute. */
const IDLE_MS = 65_000;

/** How long the headers of a request may take from the first of its bytes, or from the opening of the connection, milliseconds. */
export const HEADERS_MS = 10_000;

const LOOK_EVERY_MS = 1_000;

/** How long a client has to close after the response to an error, milliseconds. */
const CLOSE_MS = 1_000;

/** How long a whole request may take, milliseconds: its headers, and a body of at most 1 MB. */
export const REQUEST_MS = 30_000;

/**
 * Keeps idle connections longer than the other side does, so no request meets a connection that is being closed, and closes those
 * whose client sends too slowly. The time of the headers does not run while a connection is idle.
 */
export function boundRequests(
  server: Server,
  times = { headersMs: HEADERS_MS, requestMs: REQUEST_MS },
): void {
  server.keepAliveTimeout = IDLE_MS;
  server.headersTimeout = times.headersMs;
  server.requestTimeout = times.requestMs;
  // Node looks every 30 s by default, which would add to the times. It takes this property when the server begins to listen.
  Object.assign(server, { connectionsCheckingInterval: Math.min(LOOK_EVERY_MS, times.headersMs / 2) });
}

const NO_SUCH_ADDRESS = (_: number, host: string): string =>
  `${host} is no address of this machine. Set HOST to one that is, such as 127.0.0.1.`;

/** Why a server cannot listen, by error code, and which variable changes it. */
const LISTEN_ERRORS: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: (port, host) =>
    `Port ${port} of ${host} is in use. Set PORT to another one, such as ${port + 1}.`,
  EACCES: (port) => `Port ${port} may not be opened by this user. Set PORT to one above 1023, such as 3000.`,
  EADDRNOTAVAIL: NO_SUCH_ADDRESS,
  ENOTFOUND: NO_SUCH_ADDRESS,
};

/**
 * New connections that the system queues until the process accepts them. A burst exceeds Node's default of 511, and the
 * system resets connections that do not fit; the system's own limit applies where it is lower.
 */
const BACKLOG = 4096;

/**
 * Starts to listen.
 * @throws SettingsError that names the variable to change.
 */
export async function listen(app: INestApplication, port: number, host: string): Promise<void> {
  try {
    // Nest passes further arguments to Node, which accepts a backlog here; the types lack it.
    await app.listen(port, host, BACKLOG as never);
  } catch (error) {
    await app.close();
    const reason = LISTEN_ERRORS[(error as NodeJS.ErrnoException).code ?? ''];
    throw reason ? new SettingsError(reason(port, host)) : error;
  }
}

/** Requests that Node's parser rejects, by the code of its error; anything else is not HTTP. */
const UNREADABLE: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come to its end in time.'],
};
const NOT_HTTP = [400, 'This is not an HTTP request that can be read.'] as const;

/** Responds to requests that never reach Express, to which Node would respond without a body. */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else answer(socket, UNREADABLE[error.code ?? ''] ?? NOT_HTTP);
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
  // A client that leaves its side open would keep the connection.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => {
    setTimeout(() => socket.destroy(), CLOSE_MS).unref();
  });
}
