import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { READ, WRITE, bootApi, bootServer } from './boot-api.js';
import { settled } from './clocks.js';
import type { Answer } from './scripted-server.js';
import { flood, json, ok } from './scripted-server.js';

const BOTH = [
  ['a read', READ, false],
  ['a write', WRITE, true],
] as const;

/** A port on which nobody listens. */
const deadPort = async (): Promise<number> => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
  await new Promise((resolve) => server.close(resolve));
  return port;
};

test.each(BOTH)(
  'tries %s again when the connection is refused, since it never left',
  async (_title, request) => {
    const { clock, send } = await bootApi([], { baseUrl: `http://127.0.0.1:${await deadPort()}` });

    const result = await send(request);

    expect(result).toMatchObject({
      kind: 'unreachable',
      reason: 'ECONNREFUSED',
      attempts: 3,
      waitedMs: 750,
      inDoubt: false,
      retryable: true,
    });
    expect(clock.slept).toEqual([250, 500]);
  },
);

test('says unreachable when the name does not resolve', async () => {
  const { send } = await bootApi([], { baseUrl: 'https://no-such-host.invalid', maxRetries: 0 });

  expect(await send(WRITE)).toMatchObject({
    kind: 'unreachable',
    attempts: 1,
    inDoubt: false,
    retryable: true,
  });
});

test('says unreachable when the other side does not speak TLS', async () => {
  const server = await bootServer(ok);
  const { send } = await bootApi([], { baseUrl: server.url.replace('http:', 'https:'), maxRetries: 0 });

  expect(await send(WRITE)).toMatchObject({ kind: 'unreachable', attempts: 1, inDoubt: false });
});

test.each([301, 302, 303, 307, 308, 304].flatMap((status) => BOTH.map((both) => [status, ...both] as const)))(
  'follows no %i of %s, and the key goes nowhere',
  async (status, _title, request, inDoubt) => {
    const other = await bootServer(ok);
    const redirect: Answer = (response) =>
      void response.writeHead(status, { location: `${other.url}/v1/x` }).end();
    const { server, send } = await bootApi([redirect, ok]);

    const result = await send(request);

    const reason = 'the response is a redirect, which is not followed';
    expect(result).toMatchObject({
      kind: 'protocol',
      status,
      reason,
      attempts: 1,
      inDoubt,
      retryable: false,
    });
    expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
  },
);

test.each([
  ['streamed', flood(100_000_000)],
  ['announced', json(200, {}, { 'content-length': '100000000' })],
])('stops reading an answer of 100 MB that is %s', async (_how, answer) => {
  const { server, send } = await bootApi([answer]);
  const read = new Promise<number>((resolve) => {
    server.onRequest = ({ socket }) => socket.once('close', () => resolve(socket.bytesWritten));
  });

  const result = await send();

  expect(result).toMatchObject({
    kind: 'too_large',
    reason: 'the response is larger than 33554432 bytes',
    attempts: 1,
  });
  expect(await read).toBeLessThan(50_000_000);
});

test('reads an answer that is just as large as the cap', async () => {
  const body = 'x'.repeat(98);
  const { send } = await bootApi([json(200, body), json(200, `${body}x`)], { maxAnswerBytes: 100 });

  expect([await send(), await send()]).toMatchObject([{ body }, { kind: 'too_large' }]);
});

test.each<[title: string, bytes: string, reason: string]>([
  ['no HTTP', 'SSH-2.0-OpenSSH\r\n', 'HTTPParserError'],
  [
    'two lengths',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  ],
  ['endless headers', `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(100_000)}\r\n\r\n`, 'UND_ERR_HEADERS_OVERFLOW'],
])('calls an answer with %s a protocol error', async (_title, bytes, reason) => {
  const { send } = await bootApi([(response) => void response.socket?.write(bytes)]);

  const result = await send(WRITE);

  expect(result).toMatchObject({ kind: 'protocol', reason, attempts: 1, inDoubt: true, retryable: false });
});

test('takes no second answer that came uninvited', async () => {
  const smuggled =
    'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n"ok"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n"evil"';
  const { send } = await bootApi([(response) => void response.socket?.write(smuggled), json(200, 'second')]);

  const first = await send();
  await settled();
  const second = await send();

  expect([first, second]).toMatchObject([{ body: 'ok' }, { body: 'second' }]);
});

test('keeps to the connections that it has', async () => {
  const { server, send } = await bootApi(Array(12).fill(ok), { connections: 3 });
  const sockets = new Set<unknown>();
  server.onRequest = ({ socket }) => sockets.add(socket);

  await Promise.all(Array.from({ length: 12 }, (_, n) => send({ path: `/v1/organizations/users/${n}` })));

  expect(sockets.size).toBe(3);
});

test('never sends what was cancelled while it waited for a connection, and leaves the connection alone', async () => {
  let release!: () => void;
  const held: Answer = (response, nth) => (release = () => ok(response, nth));
  const { server, send } = await bootApi([held, ok], { connections: 1 });
  const sockets = new Set<unknown>();
  server.onRequest = ({ socket }) => sockets.add(socket);
  const abort = new AbortController();
  const first = send(READ);
  await server.received(1);
  const second = send(WRITE, { signal: abort.signal });
  const third = send({ path: '/v1/organizations/me' });

  abort.abort();
  release();

  expect(await Promise.all([first, second, third])).toMatchObject([
    { status: 200 },
    { kind: 'cancelled', inDoubt: false },
    { status: 200 },
  ]);
  expect(server.requests.map((line) => line.split('?')[0])).toEqual([
    'GET /v1/organizations/users',
    'GET /v1/organizations/me',
  ]);
  expect(sockets.size).toBe(1);
});

test('reads past an informational answer', async () => {
  const early: Answer = (response, nth) => {
    response.writeEarlyHints({ link: '</a>; rel=preload' });
    ok(response, nth);
  };
  const { send } = await bootApi([early]);

  expect(await send()).toMatchObject({ status: 200, body: { ok: true } });
});

test('finishes what is under way when it is closed, and takes no more', async () => {
  const slow: Answer = (response, nth) => void setTimeout(() => ok(response, nth), 20);
  const { api, server, send } = await bootApi([slow, ok]);
  const first = send();
  await server.received(1);

  await Promise.all([api.close(), api.close()]);

  expect(await first).toMatchObject({ status: 200 });
  expect(await send(WRITE)).toMatchObject({ kind: 'cancelled', attempts: 1, inDoubt: false });
});
