import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { useOutgoingProxy } from '../../../platform/src/config/outgoing-proxy.js';
import { buildWhenStale } from '../../../scripts/build-when-stale.mjs';
import { runExample } from '../../examples/support/run-example.js';
import { afterTest } from '../../support/cleanup.js';
import { bootApi, CANARY, WRITE } from './boot-api.js';
import { ok } from './scripted-server.js';

const PATIENCE_MS = 120_000;
jest.setTimeout(PATIENCE_MS);

const listening = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => void server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
};

/** A proxy that opens tunnels, or refuses to, and records what it sees. */
async function bootProxy(refuses?: number) {
  const seen = { connects: [] as string[], headers: [] as IncomingMessage['headers'][], bytes: '' };
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', ({ url = '', headers }, client: Socket) => {
    seen.connects.push(url);
    seen.headers.push(headers);
    if (refuses !== undefined) return client.end(`HTTP/1.1 ${refuses} Refused\r\n\r\n`);
    const [host = '', port] = url.split(':');
    const tunnel = connect(Number(port), host, () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    client.on('data', (chunk: Buffer) => (seen.bytes += chunk.toString('latin1')));
    for (const socket of [client, tunnel]) socket.on('error', () => socket.destroy());
    return client.pipe(tunnel).pipe(client);
  });
  return { seen, url: `http://user:pass@127.0.0.1:${await listening(server)}` };
}

const NAMES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'NO_PROXY'] as const;
const before = NAMES.map((name) => [name, process.env[name]] as const);
beforeEach(() => NAMES.forEach((name) => delete process.env[name]));
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

it.each(['HTTPS_PROXY', 'https_proxy'] as const)(
  'asks the proxy of %s for a tunnel to the API',
  async (name) => {
    const proxy = await bootProxy(407);
    process.env[name] = proxy.url;
    const { send } = await bootApi([], { baseUrl: 'https://api.example.com', maxRetries: 0 });

    expect(await send(WRITE)).toMatchObject({
      kind: 'unreachable',
      reason: 'the proxy of HTTPS_PROXY refused',
      sent: false,
      inDoubt: false,
    });
    expect(proxy.seen.connects).toEqual(['api.example.com:443']);
    expect(JSON.stringify(proxy.seen)).not.toContain(CANARY);
  },
);

it('goes past the proxy to a host of NO_PROXY', async () => {
  const proxy = await bootProxy(502);
  process.env['HTTPS_PROXY'] = proxy.url;
  process.env['NO_PROXY'] = 'internal.example,127.0.0.1';
  const { send } = await bootApi([], { baseUrl: 'https://127.0.0.1:1', maxRetries: 0 });

  expect(await send()).toMatchObject({ kind: 'unreachable', reason: 'ECONNREFUSED' });
  expect(proxy.seen.connects).toEqual([]);
});

it('sends nothing that is not protected to a proxy', async () => {
  const proxy = await bootProxy();
  process.env['HTTPS_PROXY'] = process.env['HTTP_PROXY'] = proxy.url;
  const { send, server } = await bootApi([ok]);

  expect(await send()).toMatchObject({ status: 200 });
  expect(server.requests).toHaveLength(1);
  expect(proxy.seen.connects).toEqual([]);
});

it.each(['proxy.example.com', 'socks5://proxy.example.com', 'user:canary@proxy:3128'])(
  'names the variable where it is no proxy: %s',
  async (url) => {
    process.env['HTTPS_PROXY'] = url;

    await expect(bootApi([], { baseUrl: 'https://api.example.com' })).rejects.toThrow(
      new TypeError('HTTPS_PROXY must be the URL of a proxy; example: http://proxy.example.com:3128'),
    );
  },
);

describe('the requests of the platform itself', () => {
  const own = getGlobalDispatcher();
  afterEach(() => setGlobalDispatcher(own));

  it('ask the proxy for a tunnel, and go past it where they are not protected', async () => {
    const proxy = await bootProxy(502);
    const port = await listening(createServer((_, response) => response.end('here')));
    useOutgoingProxy({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url });

    await expect(fetch('https://login.example.com/jwks.json')).rejects.toThrow('fetch failed');
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
    expect(proxy.seen.connects).toEqual(['login.example.com:443']);
  });

  it('are not started with a proxy that is none', () => {
    expect(() => useOutgoingProxy({ https_proxy: 'user:canary@proxy' })).toThrow(
      'https_proxy must be the http or https URL of a proxy, such as http://proxy.example.com:3128; it is something else.',
    );
  });
});

it('reads the API through a tunnel, in which the proxy sees neither the request nor the key', async () => {
  buildWhenStale(['connector']);
  const simulator = await createSimulator();
  const folder = await mkdtemp(join(tmpdir(), 'proxy-'));
  afterTest(
    () => simulator.close(),
    () => rm(folder, { recursive: true }),
  );
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const cert = join(folder, 'cert.pem');
  await writeFile(cert, made.cert);
  const front = createTlsServer({ key: made.private, cert: made.cert }, (from, to) => {
    const onward = request(
      `${simulator.url}${from.url}`,
      { method: from.method, headers: from.headers },
      (back) => {
        to.writeHead(back.statusCode ?? 502, back.headers);
        back.pipe(to);
      },
    );
    from.pipe(onward);
  });
  const port = await listening(front);
  const proxy = await bootProxy();

  const lines = await runExample('script/last-week.mjs', {
    ANTHROPIC_ADMIN_KEY: DEMO_ADMIN_KEY,
    ANTHROPIC_BASE_URL: `https://localhost:${port}`,
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: cert,
  });

  expect(lines[0]).toBe('Acme Robotics');
  expect(new Set(proxy.seen.connects)).toEqual(new Set([`localhost:${port}`]));
  expect(proxy.seen.headers[0]).toMatchObject({
    'proxy-authorization': `Basic ${Buffer.from('user:pass').toString('base64')}`,
  });
  expect(proxy.seen.bytes.length).toBeGreaterThan(1_000);
  expect(JSON.stringify(proxy.seen)).not.toContain(DEMO_ADMIN_KEY);
  expect(proxy.seen.bytes).not.toContain('/v1/organizations');
});
