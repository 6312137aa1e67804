import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { PREFIX } from '../drop-in/support/boot-drop-in.js';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import { startCollector } from '../tracing/support/collector.js';
import { until } from './support/until.js';
import { bootPlatform, REQUEST_ID } from './support/boot-platform.js';
import { signedToken } from './support/tokens.js';

let platform: BootedMcp;

beforeAll(async () => {
  platform = await bootMcp();
});
afterAll(() => platform.close());

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };

type Line = Record<string, unknown>;

const parsed = (log: readonly string[]): Line[] => log.map((line) => JSON.parse(line) as Line);

/** The line of the one request that was made; it is written once its response has been sent. */
async function lineOf(request: () => Promise<unknown>): Promise<Line> {
  const before = platform.log.length;
  await request();
  const lines = (): Line[] => parsed(platform.log.slice(before)).filter(({ msg }) => msg === 'request');
  await until(() => lines().length > 0);
  expect(lines()).toHaveLength(1);
  return lines()[0] ?? {};
}

const invoke = (action: string, body: object) => () =>
  platform.call(`/actions/${action}/invoke`, { method: 'POST', body, headers });

const API_ID = expect.stringMatching(/^req_/);
const CALL = {
  action: 'users_list',
  connection: 'default',
  outcome: 'ok',
  attempts: 1,
  upstreamRequestId: API_ID,
};

test('tells what a request over REST has invoked', async () => {
  expect(await lineOf(invoke('users_list', {}))).toMatchObject({
    ...CALL,
    traceId: TRACE,
    requestId: REQUEST_ID,
  });
});

test('tells the attempts and the outcome of an invocation that fails', async () => {
  const line = await lineOf(invoke('users_get', { input: { user_id: 'user_nobody' } }));

  expect(line).toMatchObject({
    status: 404,
    code: 'not_found',
    action: 'users_get',
    outcome: 'not_found',
    attempts: 1,
    upstreamRequestId: API_ID,
  });
});

test('tells what a tool over MCP has invoked', async () => {
  const params = { name: 'anthropic_users_list', arguments: {} };
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };

  expect(await lineOf(() => platform.post(body, { headers }))).toMatchObject({
    ...CALL,
    route: '/mcp',
    status: 200,
    traceId: TRACE,
  });
});

test('tells what a request of the drop-in endpoint has invoked', async () => {
  const authorization = `Bearer ${await signedToken()}`;

  const line = await lineOf(() =>
    fetch(`${platform.url}${PREFIX}/v1/organizations/users`, { headers: { ...headers, authorization } }),
  );

  expect(line).toMatchObject({ ...CALL, status: 200, traceId: TRACE });
});

test('names no action that there is not, and no value of a caller', async () => {
  const { log } = platform;
  const before = log.length;

  await invoke(`${DEMO_ADMIN_KEY}`, { input: { note: 'a-secret-value' } })();
  const line = await lineOf(invoke('made_up', { connection: 'made-up', input: { note: 'a-secret-value' } }));

  expect(line).toMatchObject({ action: 'unknown', outcome: 'unknown_action', attempts: 0 });
  expect(log.slice(before).join('')).not.toMatch(/sk-ant|a-secret-value|made_up/);
});

test('leaves out a trace that is not valid', async () => {
  const line = await lineOf(() =>
    platform.call('/actions', { headers: { traceparent: `00-${DEMO_ADMIN_KEY}-b7ad6b7169203331-01` } }),
  );

  expect(line).not.toHaveProperty('traceId');
});

test('tells the trace that the platform has begun itself', async () => {
  const collector = await startCollector();
  const traced = await bootPlatform({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  await traced.call('/actions');
  await traced.close();
  await until(() => collector.spans().length > 0);

  const [span] = collector.spans();
  const line = parsed(traced.log).find(({ msg }) => msg === 'request');
  await collector.close();

  expect(line).toMatchObject({ traceId: span?.traceId });
});
