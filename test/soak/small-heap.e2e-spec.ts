import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSimulator, DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { freePort } from '../../scripts/free-port.mjs';
import { SECRET, signedToken } from '../platform/support/tokens.js';
import { until } from '../platform/support/until.js';
import { afterTest } from '../support/cleanup.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = 'platform/dist/main.js';
const HEAP_MB = 512;

const GROUPS = ['api_key_id', 'workspace_id', 'model', 'service_tier', 'context_window'];
/** By the minute in five dimensions; a page of 1,100 minutes is 27 MB. */
const usage = (nth: number, limit?: number): object => ({
  starting_at: `2026-11-2${nth % 5}T0${Math.floor(nth / 5) % 10}:00:00Z`,
  bucket_width: '1m',
  group_by: GROUPS,
  ...(limit === undefined ? {} : { limit }),
});

/**
 * The API with an endless report. Its pages are the simulator's, made once for each size: making them takes longer than
 * sending them.
 */
async function endlessReport(): Promise<string> {
  const simulator = await createSimulator();
  const headers = { 'x-api-key': DEMO_ADMIN_KEY, 'anthropic-version': '2023-06-01' };
  const pages = new Map<string, Promise<Buffer>>();
  const readPage = async (limit: string): Promise<Buffer> => {
    const query = new URLSearchParams({ starting_at: '2026-11-20T00:00:00Z', bucket_width: '1m', limit });
    for (const one of GROUPS) query.append('group_by[]', one);
    const url = `${simulator.url}/v1/organizations/usage_report/messages?${query}`;
    const text = await (await fetch(url, { headers })).text();
    return Buffer.from(text.replace(/"next_page":"[^"]*"\}$/, ''));
  };
  let sent = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', simulator.url);
    response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_1' });
    if (!pathname.endsWith('/usage_report/messages')) {
      void fetch(`${simulator.url}${pathname}`, { headers }).then(async (answer) =>
        response.end(await answer.text()),
      );
      return;
    }
    const limit = searchParams.get('limit') === '200' ? '200' : '1100';
    const page = pages.get(limit) ?? readPage(limit);
    pages.set(limit, page);
    void page.then((start) => {
      response.write(start);
      response.end(`"next_page":"page_${(sent += 1)}"}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(
    () => simulator.close(),
    () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A platform in a process of its own, on the embedded database. */
async function smallPlatform(env: NodeJS.ProcessEnv) {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'anthropic-admin-small-heap-'));
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, MAIN], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      PORT: `${port}`,
      DATA_DIR: dataDir,
      PLATFORM_JWT_SECRET: SECRET,
      PLATFORM_THROTTLE_PER_TOKEN: '0',
      PLATFORM_THROTTLE_KEYS_PER_TENANT: '0',
      PLATFORM_THROTTLE_KEYS_PER_ADDRESS: '0',
      PLATFORM_THROTTLE_PER_ADDRESS: '0',
      PLATFORM_WRITE_TIMEOUT_MS: '3000',
      ANTHROPIC_REQUESTS_PER_MINUTE: '100000',
      LOG_LEVEL: 'error',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const ended = once(child, 'close');
  afterTest(
    () => rm(dataDir, { recursive: true, force: true }),
    async () => {
      child.kill();
      await ended;
    },
  );
  const url = `http://127.0.0.1:${port}`;
  const lives = (): Promise<boolean> =>
    fetch(`${url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(async () => child.exitCode !== null || (await lives()));
  return { url, port, lives, died: () => child.exitCode ?? child.signalCode, output: () => output };
}

/** How many connections were closed because their clients read nothing. */
async function cutOff(url: string): Promise<number> {
  const page = await fetch(`${url}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  );
  return [...page.matchAll(/^platform_connections_closed_total\{.*\} (\d+)$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

test(`a heap of ${HEAP_MB} MB survives ten endless reports at once, and a hundred clients that read none`, async () => {
  const { url, port, lives, died, output } = await smallPlatform({
    ANTHROPIC_BASE_URL: await endlessReport(),
  });
  const token = await signedToken();
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'x-request-timeout-ms': '60000',
  };
  const api = `${url}/v1/connectors/anthropic`;
  const post = (to: string, body: object, method = 'POST') =>
    fetch(to, { method, headers, body: JSON.stringify(body) });
  expect((await post(`${api}/connections/default`, { api_key: DEMO_ADMIN_KEY }, 'PUT')).status).toBe(201);
  const invoke = `${api}/actions/usage_report_messages/invoke`;

  const rest = [0, 1, 2, 3, 4].map(async (nth) => {
    const response = await post(invoke, { all: true, input: usage(nth) });
    const text = await response.text();
    return [response.status, /"reason":"size_budget"/.test(text.slice(-2000))];
  });
  const tools = [5, 6, 7, 8, 9].map(async (nth) => {
    const params = {
      name: 'anthropic_usage_report_messages',
      arguments: { ...usage(nth), all: true },
    };
    const response = await post(`${url}/mcp`, { jsonrpc: '2.0', id: 1, method: 'tools/call', params });
    const text = await response.text();
    return [response.status, text.length < 1_000_000];
  });
  const answers = await Promise.all([...rest, ...tools]);

  expect([died(), output()]).toEqual([null, '']);
  // Delivered up to the budget, or refused for want of memory, to be asked for again.
  expect(answers.filter(([status]) => status !== 200 && status !== 429)).toEqual([]);
  expect(answers.slice(0, 5)).toContainEqual([200, true]);
  expect(answers.slice(5)).toEqual(Array(5).fill([200, true]));

  const unread = Array.from({ length: 100 }, (_, nth) => {
    const body = JSON.stringify({ input: usage(nth, 200) });
    const head = { host: `127.0.0.1:${port}`, ...headers, 'content-length': body.length };
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    afterTest(() => socket.destroy());
    socket.pause();
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
    socket.write(`POST ${new URL(invoke).pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
    return socket;
  });
  // Some are refused for want of memory, which a client need not read either.
  await until(async () => died() !== null || (await cutOff(url)) >= unread.length / 4);

  expect([died(), await lives(), output()]).toEqual([null, true, '']);
  expect((await post(invoke, { input: usage(1, 200) })).status).toBe(200);
}, 120_000);
