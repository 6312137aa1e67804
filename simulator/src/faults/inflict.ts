import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, errorTypeOf } from '../errors.js';
import type { Twist } from '../http/pipeline.js';
import type { Reply } from '../http/reply.js';
import { errorReply, sendReply } from '../http/reply.js';
import type { FaultRequest } from './fault.js';
import type { Fault } from './faults.js';

/** A request that a fault has hit. */
export interface Hit {
  readonly fault: Fault;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Does what the request asks for, and gives the true answer. */
  readonly answer: (twist?: Twist) => Reply;
}

/**
 * Answers a request as its fault wants it.
 *
 * @returns the status that was sent, or null when the connection was cut
 */
export async function inflict(hit: Hit): Promise<number | null> {
  const { request: fault, past } = hit.fault;
  switch (fault.kind) {
    case 'slow':
      await delayed(hit, fault.delay_ms);
      return send(hit, hit.answer());
    case 'status':
      return send(hit, statusReply(hit, fault));
    case 'stale_read':
      return send(hit, hit.answer(past ? { past } : {}));
    case 'short_page':
      return send(hit, hit.answer({ mostRows: fault.rows }));
    case 'broken_page_token':
      return send(hit, withBrokenToken(hit.answer()));
    case 'reset':
      if (fault.applies) hit.answer();
      return cut(hit);
    case 'reset_mid_body':
      return cutMidBody(hit);
    case 'truncated':
      return truncated(hit);
    case 'html':
      return raw(hit, fault.status ?? 502, 'text/html', '<html><body><h1>Bad gateway</h1></body></html>');
    case 'redirect':
      hit.response
        .writeHead(fault.status ?? 307, { location: fault.location, 'request-id': hit.requestId })
        .end();
      return fault.status ?? 307;
    case 'huge':
      return flood(hit, fault.bytes);
  }
}

/** Waits so long, or until the client has gone: what it has asked for is done all the same. */
const delayed = ({ response }: Hit, ms: number): Promise<void> =>
  first((signal) => [delay(ms, undefined, { signal }), once(response, 'close', { signal })]);

function send({ response }: Hit, reply: Reply): number {
  sendReply(response, reply);
  return reply.status;
}

function statusReply(hit: Hit, fault: Extract<FaultRequest, { kind: 'status' }>): Reply {
  if (fault.applies) hit.answer();
  const details = fault.error_code === undefined ? undefined : { error_code: fault.error_code };
  const message = fault.message ?? `The simulator was asked to answer ${fault.status}.`;
  const error = new ApiError(
    fault.status,
    fault.type ?? errorTypeOf(fault.status),
    message,
    details,
    fault.headers,
  );
  return errorReply(error, { 'request-id': hit.requestId });
}

function withBrokenToken(reply: Reply): Reply {
  const body: Record<string, unknown> = { ...reply.body };
  if (typeof body.next_page === 'string') body.next_page = `${body.next_page}broken`;
  if (typeof body.last_id === 'string') body.last_id = `${body.last_id}broken`;
  return { ...reply, body };
}

const half = (text: string): string => text.slice(0, Math.floor(text.length / 2));

function cut({ request }: Hit): null {
  request.socket.resetAndDestroy();
  return null;
}

function cutMidBody(hit: Hit): null {
  const { status, headers, body } = hit.answer();
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  hit.response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': length,
  });
  hit.response.write(half(text), () => hit.request.socket.destroy());
  return null;
}

function truncated(hit: Hit): number {
  const { status, body } = hit.answer();
  return raw(hit, status, 'application/json', half(JSON.stringify(body)));
}

function raw({ response, requestId }: Hit, status: number, type: string, text: string): number {
  response.writeHead(status, { 'request-id': requestId, 'content-type': type }).end(text);
  return status;
}

const CHUNK = 'x'.repeat(65_536);

/** Streams valid JSON of at least so many bytes, as fast as the client reads. */
async function flood({ response, requestId }: Hit, bytes: number): Promise<number> {
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

/** Waits for the first of several, and has the others waited for no longer. */
async function first(waits: (signal: AbortSignal) => readonly Promise<unknown>[]): Promise<void> {
  const others = new AbortController();
  await Promise.race(waits(others.signal));
  others.abort();
}
