import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, errorTypeOf } from '../errors.js';
import { credentialOf } from '../http/authenticate.js';
import type { Incoming } from '../http/incoming.js';
import type { ResponseOverrides } from '../http/pipeline.js';
import { readableQuery } from '../http/query.js';
import type { Reply } from '../http/reply.js';
import { errorReply, sendReply } from '../http/reply.js';
import {
  cutPage,
  fromOtherOrganization,
  withBrokenToken,
  withDoubledHeaders,
  withEchoedKey,
  withHeaders,
} from './altered-reply.js';
import type { FaultOfKind } from './fault.js';
import type { Fault } from './faults.js';
import { outcomeError, outcomeOf } from './outcomes.js';
import { WAIT_HINTS } from './wait-hints.js';

/** A request that a fault applies to. */
export interface FaultedRequest {
  readonly fault: Fault;
  readonly incoming: Incoming;
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
  const { answer, incoming } = faulted;
  if ('applies' in fault && fault.applies) answer();
  switch (fault.kind) {
    case 'slow':
      await delayed(faulted, fault.delay_ms);
      return send(faulted, answer());
    case 'timeout':
      await delayed(faulted, fault.after_ms ?? 600_000);
      return cut(faulted);
    case 'status':
      return send(faulted, statusReply(faulted, fault));
    case 'outcome':
      return send(faulted, outcomeReply(faulted, fault));
    case 'wait_hint':
      return send(faulted, hintReply(faulted, fault));
    // They are in the data of every response; none applies to a request.
    case 'restated':
    case 'late':
      return send(faulted, answer());
    case 'stale_read':
      return send(faulted, answer(past ? { past } : {}));
    case 'short_page':
      return send(faulted, answer({ maxRows: fault.rows }));
    case 'broken_page_token':
      return send(faulted, withBrokenToken(answer()));
    case 'cut_page':
      // One row a page makes sure that a token list has a next page whose cursor can come again.
      return send(
        faulted,
        cutPage(
          answer(fault.form === 'same_cursor' ? { maxRows: 1 } : {}),
          fault,
          readableQuery(incoming.search),
        ),
      );
    case 'echoed_key':
      return send(faulted, withEchoedKey(answer(), fault, credentialOf(incoming.headers) ?? ''));
    case 'other_organization':
      return send(faulted, fromOtherOrganization(answer(), fault));
    case 'doubled_headers':
      return send(faulted, withDoubledHeaders(answer(), fault.form ?? 'lines'));
    case 'headers':
      return send(faulted, withHeaders(answer(), fault.set ?? {}, fault.remove));
    case 'informational':
      faulted.request.socket.write(`HTTP/1.1 ${fault.status ?? 100} Unasked\r\n\r\n`);
      return send(faulted, answer());
    case 'reset':
      return cut(faulted);
    case 'reset_mid_body':
      return cutMidBody(faulted);
    case 'truncated':
      return truncated(faulted);
    case 'empty_body':
      return raw(faulted, fault.status ?? 200, 'application/json', '');
    case 'no_content':
      faulted.response.writeHead(204, { 'request-id': faulted.requestId }).end();
      return 204;
    case 'html':
      return raw(faulted, fault.status ?? 502, 'text/html', '<html><body><h1>Bad gateway</h1></body></html>');
    case 'edge_page':
      return edgePage(faulted, fault);
    case 'foreign_json':
      return foreignJson(faulted, fault);
    case 'raw_body':
      return raw(faulted, fault.status ?? 200, fault.content_type ?? 'application/json', fault.text);
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

const failed = ({ requestId }: FaultedRequest, error: ApiError): Reply =>
  errorReply(error, { 'request-id': requestId });

function statusReply(faulted: FaultedRequest, fault: FaultOfKind<'status'>): Reply {
  const { status, error_code: code, message = `Injected fault: status ${status}.` } = fault;
  const details = code === undefined ? undefined : { error_code: code, ...fault.details };
  return failed(
    faulted,
    new ApiError(status, fault.type ?? errorTypeOf(status), message, details, fault.headers),
  );
}

/** A request that the API refuses anyhow has its own error, not that of the fault. */
function outcomeReply(faulted: FaultedRequest, { error_code: code }: FaultOfKind<'outcome'>): Reply {
  const { applies } = outcomeOf(code);
  if (applies === 'nothing') return failed(faulted, outcomeError(code, null));
  const reply = faulted.answer(applies === 'first_field' ? { firstFieldOnly: true } : {});
  return reply.status === 200 ? failed(faulted, outcomeError(code, reply)) : reply;
}

function hintReply(faulted: FaultedRequest, { hint, status = 429 }: FaultOfKind<'wait_hint'>): Reply {
  const error = new ApiError(status, errorTypeOf(status), `Injected fault: ${hint} as the time to wait.`);
  return withHeaders(failed(faulted, error), WAIT_HINTS[hint] ?? {});
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
    ...(headers as Record<string, string | string[]>),
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

/** A page of a proxy in front of the API: HTML, with none of the headers of the API. */
function edgePage({ response }: FaultedRequest, fault: FaultOfKind<'edge_page'>): number {
  const { status = 502, headers = {} } = fault;
  response
    .writeHead(status, { server: 'edge', 'content-type': 'text/html; charset=UTF-8', ...headers })
    .end(
      `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>\n`,
    );
  return status;
}

/** JSON of a gateway in front of the API: no error envelope, no headers of the API. */
function foreignJson({ response }: FaultedRequest, fault: FaultOfKind<'foreign_json'>): number {
  const { status = 502, body = { message: 'Forbidden' } } = fault;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
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
