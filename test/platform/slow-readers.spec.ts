import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { SlowReaders } from '../../platform/src/http/slow-readers.js';
import { afterTest } from '../support/cleanup.js';
import { until } from './support/until.js';

const MB = 1024 * 1024;
const BOUNDS = { maxConnections: 100, writeTimeoutMs: 60_000, maxWaitingBytes: 1024 * MB };

/** A server with these bounds; `closed` has the reasons for which connections were closed. */
async function serve(bounds: Partial<typeof BOUNDS>, answer: RequestListener) {
  const server = createServer(answer);
  const closed: string[] = [];
  new SlowReaders(server, { ...BOUNDS, ...bounds }, (why) => void closed.push(why));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  /** A client that asks, and reads nothing. */
  const ask = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.pause();
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    afterTest(() => socket.destroy());
    return socket;
  };
  return {
    port,
    closed,
    ask,
    open: () => new Promise<number>((done) => server.getConnections((_, n) => done(n))),
  };
}

const large: RequestListener = (_, response) => void response.end(Buffer.alloc(32 * MB));

test('a client that reads nothing of its response is cut off after a while, also one that had to wait for it', async () => {
  const { closed, ask, open } = await serve({ writeTimeoutMs: 100 }, (request, response) => {
    setTimeout(() => large(request, response), 300);
  });

  await Promise.all([ask(), ask()]);

  await until(async () => (await open()) === 0);
  expect(closed).toEqual(['too_slow', 'too_slow']);
});

test('a client that waits for its response, or reads it slowly, is not cut off', async () => {
  const { port, closed } = await serve({ writeTimeoutMs: 500 }, (_, response) => {
    setTimeout(() => response.end(Buffer.alloc(32 * MB)), 1_200);
  });

  const [response] = (await once(get({ port, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    // Several times as long as the timeout in all, and never as long at once.
    if (bytes % (4 * MB) < 65_536) await new Promise((go) => setTimeout(go, 150));
  }

  expect([bytes, closed]).toEqual([32 * MB, []]);
});

test('where more waits than may, those that have waited longest are cut off', async () => {
  const { closed, ask, open } = await serve({ maxWaitingBytes: 100 * MB }, large);

  for (let nth = 0; nth < 10; nth += 1) await ask();

  await until(async () => (await open()) <= 3);
  expect(new Set(closed)).toEqual(new Set(['too_much']));
});

test('a connection beyond the most that may be open is closed, and others go on', async () => {
  const { port, ask, open } = await serve({ maxConnections: 3 }, (_, response) => void response.end('ok'));
  await Promise.all([ask(), ask(), ask()]);
  await until(async () => (await open()) === 3);

  const [error] = (await once(get({ port, host: '127.0.0.1' }), 'error')) as [NodeJS.ErrnoException];

  expect(error.code).toBe('ECONNRESET');
  expect(await open()).toBe(3);
});
