import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** A request as it arrived. */
export interface LoggedRequest {
  method: string;
  path: string;
  /** Names as they were on the wire, in lower case, in order. */
  headers: Record<string, string>;
  body: string;
}

/** What the server does with one request; `nth` counts from 1. */
export type Answer = (response: ServerResponse, nth: number) => void;

/** Answers with JSON and the headers that the API always sends. */
export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response, nth) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'request-id': `req_${nth}`,
      'anthropic-organization-id': 'org_1',
      ...headers,
    });
    response.end(JSON.stringify(body));
  };

/** Answers 200 with `{ ok: true }`. */
export const ok = json(200, { ok: true });

/** Answers with the API's error envelope. */
export const fault = (
  status: number,
  type: string,
  headers = {},
  details?: { error_code: string; workspace_id?: string },
): Answer =>
  json(
    status,
    { type: 'error', error: { type, message: `${type} here`, details }, request_id: null },
    headers,
  );

/** Answers with any bytes. */
export const raw =
  (status: number, contentType: string, body: string): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': contentType }).end(body);
  };

/** Resets the connection without a word. */
export const resetBefore: Answer = (response) => response.socket?.resetAndDestroy();

/** Sends the head and a part of the body, then resets the connection. */
export const resetMidway: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"ok":', () => setTimeout(() => response.socket?.resetAndDestroy(), 10));
};

/** Sends the head and a part of the body, then ends the connection. */
export const endMidway: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"ok":', () => response.socket?.end());
};

/** Never answers. */
export const silence: Answer = () => undefined;

/** Sends the head, and no more. */
export const silentBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{');
};

/** Streams `bytes` bytes of JSON text without saying how many they are. */
export const flood =
  (bytes: number): Answer =>
  (response) => {
    const piece = Buffer.alloc(64 * 1024, '[');
    response.writeHead(200, { 'content-type': 'application/json' });
    Readable.from(Array(Math.ceil(bytes / piece.length)).fill(piece)).pipe(response);
  };

const headersOf = ({ rawHeaders }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? '']] : [])),
  );

/** A server on loopback that plays a script, one answer a request, and keeps the ordered log of requests. */
export class ScriptedServer {
  readonly log: LoggedRequest[] = [];
  /** For what the log does not show. */
  onRequest?: (request: IncomingMessage) => void;
  readonly #server = createServer((request, response) => void this.#play(request, response));

  constructor(private readonly script: Answer[]) {}

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The log in short: `GET /v1/...`. */
  get requests(): string[] {
    return this.log.map(({ method, path }) => `${method} ${path}`);
  }

  /** Resolves when `count` requests have arrived. */
  async received(count: number): Promise<void> {
    while (this.log.length < count) await once(this.#server, 'logged');
  }

  async start(): Promise<this> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #play(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.onRequest?.(request);
    const { method = '', url: path = '' } = request;
    const entry = { method, path, headers: headersOf(request), body: '' };
    const nth = this.log.push(entry);
    entry.body = await text(request).catch(() => '');
    const answer = this.script[nth - 1] ?? raw(599, 'text/plain', 'nothing is scripted for this request');
    answer(response, nth);
    this.#server.emit('logged');
  }
}
