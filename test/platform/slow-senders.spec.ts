import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { boundAddresses } from '../../platform/src/http/addresses.js';
import { answerUnreadable, boundRequests, HEADERS_MS, REQUEST_MS } from '../../platform/src/http/server.js';
import { afterTest } from '../support/cleanup.js';
import { bootPlatform } from './support/boot-platform.js';
import { until } from './support/until.js';

const TIMES = { headersMs: 300, requestMs: 900 };
const BOUNDS = { maxConnectionsPerAddress: 2, trustedProxies: ['127.0.0.3', '127.0.1.0/24'] };

/** A server with these bounds: what connects to it from an address and leaves its side open, and how many are open there. */
async function serve() {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('ok'));
  });
  boundRequests(server, TIMES);
  boundAddresses(server, BOUNDS, () => {});
  answerUnreadable(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  const open = () => new Promise<number>((done) => server.getConnections((_, n) => done(n)));
  const client = (localAddress = '127.0.0.1'): Socket => {
    const socket = connect({ port, host: '127.0.0.1', localAddress, allowHalfOpen: true });
    socket.on('error', () => {}).setEncoding('utf8');
    afterTest(() => socket.destroy());
    return socket;
  };
  return { client, open };
}

/** Sends a text one character at a time until the server answers, and waits until it closes; returns what it said. */
function drip(socket: Socket, text: string): Promise<string> {
  let said = '';
  let nth = 0;
  const timer = setInterval(() => socket.write(text[nth++ % text.length] ?? ''), 20);
  socket.on('data', (part: string) => {
    said += part;
    clearInterval(timer);
  });
  return new Promise((closed) => {
    socket.once('end', () => {
      clearInterval(timer);
      closed(said);
    });
  });
}

test.each([
  ['nothing', '', ''],
  ['its headers slowly', 'GET / HTTP/1.1\r\nhost: x\r\n', 'x-a: b\r\n'],
  ['its body slowly', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n', 'a'],
])(
  'a client that sends %s is answered 408 and closed, also if it leaves its side open',
  async (_, begin, rest) => {
    const { client, open } = await serve();
    const socket = client();
    socket.write(begin);

    const said = await drip(socket, rest);

    expect(said).toMatch(/^HTTP\/1\.1 408 /);
    await until(async () => (await open()) === 0);
  },
);

test('a connection may be idle between two requests for longer than the headers of one may take', async () => {
  const { client } = await serve();
  const socket = client();
  const ask = async (): Promise<string> => {
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    return String(((await once(socket, 'data')) as [string])[0]);
  };

  const first = await ask();
  await new Promise((go) => setTimeout(go, 3 * TIMES.headersMs));

  expect([first, await ask()].map((answer) => answer.slice(0, 15))).toEqual(Array(2).fill('HTTP/1.1 200 OK'));
});

test('an address has a bound of connections, another one its own, and a trusted proxy none', async () => {
  const { client } = await serve();
  const isServed = (socket: Socket): Promise<boolean> => {
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    return new Promise((told) => {
      socket.once('data', () => told(true));
      socket.once('end', () => told(false)).once('close', () => told(false));
    });
  };
  const served = async (address: string): Promise<boolean[]> => {
    const all: boolean[] = [];
    for (let nth = 0; nth < 3; nth += 1) all.push(await isServed(client(address)));
    return all;
  };

  expect(await served('127.0.0.1')).toEqual([true, true, false]);
  expect(await served('127.0.0.2')).toEqual([true, true, false]);
  expect(await served('127.0.0.3')).toEqual([true, true, true]);
  expect(await served('127.0.1.9')).toEqual([true, true, true]);
});

test('the platform has these bounds', async () => {
  const platform = await bootPlatform({ env: { PLATFORM_MAX_CONNECTIONS_PER_ADDRESS: '1' } });
  afterTest(() => platform.close());
  const { port } = new URL(platform.url);
  const first = connect(Number(port), '127.0.0.1');
  afterTest(() => first.destroy());
  await once(first, 'connect');

  const second = connect(Number(port), '127.0.0.1').on('error', () => {});
  await once(second, 'close');

  expect([HEADERS_MS, REQUEST_MS]).toEqual([10_000, 30_000]);
});
