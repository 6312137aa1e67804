import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, errorTypeOf } from '../errors.js';
import type { ResponseOverrides } from '../http/pipeline.js';
import type { Reply } from '../http/reply.js';
import { errorReply, sendReply } from '../http/reply.js';
import type { FaultRequest } from './fault.js';
import type { Fault } from './faults.js';

/** A request that a fault applies to. */
export interface FaultedRequest {
  readonly fault: Fault;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Processes the request and returns the response that it has without the fault. */
  readonly answer: (overrides?: ResponseOverrides) => Reply;
}

/**
 * Answers a request as its fault specifies.
 *
 * @returns the status that was sent, or null if the connection was closed instead
 */
export async function applyFault(faulted: FaultedRequest): Promise<number | null> {
  const { request: fault, past } = faulted.fault;
  switch (fault.kind) {
    case 'slow':
      await delayed(faulted, fault.delay_ms);
      return send(faulted, faulted.answer());
    case 'status':
      return send(faulted, statusReply(faulted, fault));
    case 'stale_read':
      return send(faulted, faulted.answer(past ? { past } : {}));
    case 'short_page':
      return send(faulted, faulted.answer({ maxRows: fault.rows }));
    case 'broken_page_token':
      return send(faulted, withBrokenToken(faulted.answer()));
    case 'reset':
      if (fault.applies) faulted.answer();
      return cut(faulted);
    case 'reset_mid_body':
      return cutMidBody(faulted);
    case 'truncated':
      return truncated(faulted);
    case 'html':
      return raw(faulted, fault.status ?? 502, 'text/html', '<html><body><h1>Bad gateway</h1></body></html>');
    case 'redirect':
      faulted.response
        .writeHead(fault.status ?? 307, { location: fault.location, 'request-id': faulted.requestId })
        .end();
      return fault.status ?? 307;
    case 'huge':
      return flood(faulted, fault.bytes);
  }
}

/** Waits, or until the client disconnects: the request takes effect either way. */
const delayed = ({ response }: FaultedRequest, ms: number): Promise<void> =>
  first((signal) => [delay(ms, undefined, { signal }), once(response, 'close', { signal })]);

function send({ response }: FaultedRequest, reply: Reply): number {
  sendReply(response, reply);
  return reply.status;
}

function statusReply(faulted: FaultedRequest, fault: Extract<FaultRequest, { kind: 'status' }>): Reply {
  if (fault.applies) faulted.answer();
  const details = fault.error_code === undefined ? undefined : { error_code: fault.error_code };
  const message = fault.message ?? `Injected fault: status ${fault.status}.`;
  const error = new ApiError(
    fault.status,
    fault.type ?? errorTypeOf(fault.status),
    message,
    details,
    fault.headers,
  );
  return errorReply(error, { 'request-id': faulted.requestId });
}

function withBrokenToken(reply: Reply): Reply {
  const body: Record<string, unknown> = { ...reply.body };
  if (typeof body.next_page === 'string') body.next_page = `${body.next_page}broken`;
  if (typeof body.last_id === 'string') body.last_id = `${body.last_id}broken`;
  return { ...reply, body };
}

const half = (text: string): string => text.slice(0, Math.floor(text.length / 2));

function cut({ request }: FaultedRequest): null {
  request.socket.resetAndDestroy();
  return null;
}

function cutMidBody(faulted: FaultedRequest): null {
  const { status, headers, body } = faulted.answer();
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  faulted.response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': length,
  });
  faulted.response.write(half(text), () => faulted.request.socket.destroy());
  return null;
}

function truncated(faulted: FaultedRequest): number {
  const { status, body } = faulted.answer();
  return raw(faulted, status, 'application/json', half(JSON.stringify(body)));
}

function raw({ response, requestId }: FaultedRequest, status: number, type: string, text: string): number {
  response.writeHead(status, { 'request-id': requestId, 'content-type': type }).end(text);
  return status;
}

const CHUNK = 'x'.repeat(65_536);

/** Streams valid JSON of at least `bytes` bytes, as fast as the client reads. */
async function flood({ response, requestId }: FaultedRequest, bytes: number): Promise<number> {
  response.writeHead(200, { 'request-id': requestId, 'content-type': 'application/json' });
  response.write('{"data":["');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += CHUNK.length) {
    if (!response.write(CHUNK)) await drained(response);
  }
  response.end('"]}');
  return 200;
}

const drained = (response: ServerResponse): Promise<void> =>
  first((signal) => [once(response, 'drain', { signal }), once(response, 'close', { signal })]);

/** Waits for the first of several promises and cancels the others. */
async function first(waits: (signal: AbortSignal) => readonly Promise<unknown>[]): Promise<void> {
  const others = new AbortController();
  await Promise.race(waits(others.signal));
  others.abort();
}
