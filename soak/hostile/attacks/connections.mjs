import { setTimeout as pause } from 'node:timers/promises';
import { largestReport } from '../endless-report.mjs';

const INVOKE = '/v1/connectors/anthropic/actions/usage_report_messages/invoke';
const CRLF = '\r\n';

const headOf = (method, path, headers) =>
  [
    `${method} ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    ...Object.entries(headers).map((each) => each.join(': ')),
    '',
    '',
  ].join(CRLF);

const HEADERS = (client) => ({
  authorization: `Bearer ${client.token({ tenantId: 'mallory-1' })}`,
  'content-type': 'application/json',
});

/** More than the buffers of the system hold. */
const UNREAD = {
  'a page of a report': (client) => {
    const body = JSON.stringify({ input: largestReport(client.random.below(10), 200) });
    return `${headOf('POST', INVOKE, { ...HEADERS(client), 'content-length': body.length })}${body}`;
  },
  'many answers': (client) =>
    headOf('GET', '/v1/connectors/anthropic/actions?include=all', HEADERS(client)).repeat(MANY_ANSWERS),
};
const MANY_ANSWERS = 60;
/** A busy platform takes a while to answer. */
const ANSWER_MS = 20_000;

/** Connections that ask for megabytes and never read them. */
const neverRead = async (client, { ended }) => {
  const text = UNREAD[client.random.pick(Object.keys(UNREAD))](client);
  const opened = client.socket(text, { reads: false });
  const patience = pause(ANSWER_MS + 2 * client.options.writeTimeoutMs, undefined, { signal: ended }).catch(
    () => {},
  );
  await Promise.race([opened.closed, patience]);
  // A client that does not read does not see that it was closed either: the metrics of the platforms do.
  client.counted(opened, 'unread');
  opened.socket.destroy();
};

/** Connections that send a head or a body one byte at a time, or nothing at all. */
const slowly = async (client, { ended }) => {
  const text = client.random.pick([
    '',
    headOf('POST', '/v1/session', { 'x-slow': 's'.repeat(500) }),
    `${headOf('POST', INVOKE, { ...HEADERS(client), 'content-length': 1_000 })}{"input":`,
    headOf('GET', '/health', {}).slice(0, -2),
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  ]);
  const opened = client.socket();
  const end = Date.now() + client.options.slowForMs;
  for (let at = 0; !opened.isClosed && !ended.aborted && Date.now() < end; at += 1) {
    if (at < text.length) opened.socket.write(text[at]);
    await Promise.race([opened.closed, pause(200)]);
  }
  client.counted(opened, opened.isClosed ? 'closed' : 'left open');
  opened.socket.destroy();
};

const HUGE = {
  'a long line': () => ({ 'x-long': 'l'.repeat(60_000) }),
  'many lines': () => Object.fromEntries(Array.from({ length: 1_500 }, (_, nth) => [`x-${nth}`, '1'])),
  'many cookies': () => ({ cookie: 'a=b; '.repeat(2_500) }),
  'a long token': () => ({ authorization: `Bearer ${'t'.repeat(14_000)}` }),
  'many addresses': () => ({ 'x-forwarded-for': '1.2.3.4, '.repeat(1_000) }),
  'long trace context': () => ({ traceparent: '0'.repeat(5_000), tracestate: 'a=b,'.repeat(2_000) }),
  'a long key': () => ({ 'idempotency-key': 'k'.repeat(10_000) }),
  'a long id': () => ({ 'x-request-id': 'i'.repeat(10_000) }),
};

const hugeHeaders = async (client) => {
  const headers = HUGE[client.random.pick(Object.keys(HUGE))]();
  const path = client.random.pick(['/health', '/v1/connectors', '/v1/session', '/mcp', '/']);
  const all = { authorization: `Bearer ${client.token()}`, connection: 'close', ...headers };
  const opened = client.socket(headOf('GET', path, all));
  await Promise.race([opened.closed, pause(5_000)]);
  client.counted(opened);
  opened.socket.destroy();
};

/** Requests that are smuggled, repeated or cut. */
const ODD = [
  'GET /health HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  'GET /health HTTP/1.1\r\n\r\n',
  'GET http://elsewhere.example/health HTTP/1.1\r\nhost: elsewhere.example\r\nconnection: close\r\n\r\n',
  'CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: 127.0.0.1:22\r\n\r\n',
  'GET /%00%ff%2e%2e/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
  'POST /v1/session HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nfffffffff\r\n',
  'POST /v1/session HTTP/1.1\r\nhost: a\r\nexpect: 200-maybe\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}',
  'GET / HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  `GET /${'p'.repeat(15_000)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
  `${'GET /health HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(50)}`,
];

const oddRequests = async (client) => {
  const opened = client.socket(client.random.pick(ODD));
  await Promise.race([opened.closed, pause(2_000)]);
  client.counted(opened);
  opened.socket.destroy();
};

export const CONNECTION_ATTACKS = [
  { name: 'connections that never read', workers: 80, pauseMs: 500, step: neverRead },
  { name: 'connections that send slowly', workers: 60, pauseMs: 500, step: slowly },
  { name: 'huge headers', workers: 2, pauseMs: 200, step: hugeHeaders },
  { name: 'odd requests', workers: 1, pauseMs: 200, step: oddRequests },
];
