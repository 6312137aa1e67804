import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { ENGINES } from '../database/support/test-database.js';
import { storedIn } from '../database/support/boot-stored.js';
import { bootMcp, type BootedMcp } from '../mcp/support/boot-mcp.js';
import { startCollector, type Collector, type ReceivedSpan } from './support/collector.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.close());

const bootTraced = (env: Record<string, string> = {}, connector = {}): Promise<BootedMcp> =>
  bootMcp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env }, connector });

const invoke = ({ call }: BootedMcp, action: string, input: object, headers = {}) =>
  call(`/actions/${action}/invoke`, { method: 'POST', body: { input }, headers });

/** The spans of the last request of a name, each as a line that is indented below its parent. */
function tree(spans: readonly ReceivedSpan[], root: ReceivedSpan | undefined, depth = 0): string[] {
  if (!root) return [];
  const below = spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
  return [`${'  '.repeat(depth)}${root.name}`, ...below.flatMap((span) => tree(spans, span, depth + 1))];
}

const named = (name: string): ReceivedSpan | undefined =>
  collector.spans().find((span) => span.name === name);

const INVOKE_ROUTE = 'POST /v1/connectors/:connector/actions/:action/invoke';

describe.each(ENGINES)('spans on %s', (engine) => {
  test('tell of a request, of its invocation, and of each request to the API', async () => {
    const platform = await bootTraced(await storedIn(engine), { maxRetries: 1 });
    platform.simulator.faults.add({ kind: 'status', status: 503, times: 1 });

    await invoke(platform, 'users_list', {});
    await platform.close();

    const root = named(INVOKE_ROUTE);
    expect(tree(collector.spans(), root)).toEqual([
      INVOKE_ROUTE,
      '  invoke users_list',
      '    GET',
      '    GET',
    ]);
    expect(collector.paths.every((path) => path === '/v1/traces')).toBe(true);
    expect(root).toMatchObject({
      kind: 2,
      parentSpanId: undefined,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/v1/connectors/:connector/actions/:action/invoke',
        'http.response.status_code': 200,
        'connector.request_id': 'test-request',
        'connector.tenant_id': 'acme',
      },
    });
    const invocation = named('invoke users_list');
    expect(invocation).toMatchObject({ kind: 1, events: expect.arrayContaining(['retry scheduled']) });
    expect(invocation?.attributes).toEqual({
      'connector.id': 'anthropic',
      'connector.tenant_id': 'acme',
      'connector.action_id': 'users_list',
      'connector.outcome': 'ok',
      'connector.attempts': 2,
      'connector.request_id': 'test-request',
    });
    const attempts = collector.spans().filter(({ parentSpanId }) => parentSpanId === invocation?.spanId);
    expect(attempts.map(({ attributes, status }) => [attributes, status])).toEqual([
      [{ 'http.request.method': 'GET', 'http.response.status_code': 503, 'error.type': '503' }, 2],
      [
        { 'http.request.method': 'GET', 'http.request.resend_count': 1, 'http.response.status_code': 200 },
        expect.anything(),
      ],
    ]);
  });
});

test('belong to the trace of the caller', async () => {
  const platform = await bootTraced();
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

  await invoke(platform, 'users_list', {}, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
  await invoke(platform, 'users_get', { user_id: 'user_nobody' }, { traceparent: 'nonsense' });
  await platform.close();

  expect(named('invoke users_list')).toMatchObject({ traceId });
  expect(collector.spans().find((span) => span.traceId === traceId && span.kind === 2)).toMatchObject({
    name: INVOKE_ROUTE,
    parentSpanId: '00f067aa0ba902b7',
  });
  expect(named('invoke users_get')?.traceId).not.toBe(traceId);
});

test('are not made where the caller does not want its trace recorded', async () => {
  const platform = await bootTraced();
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

  await invoke(platform, 'users_list', {}, { traceparent: `00-${traceId}-00f067aa0ba902b7-00` });
  await platform.close();

  expect(collector.spans().filter((span) => span.traceId === traceId)).toEqual([]);
});

test('keep the invocations of one body apart', async () => {
  const platform = await bootTraced();
  const names = ['users_list', 'invites_list', 'workspaces_list'];

  await (
    await platform.post(
      names.map((name, id) => ({
        jsonrpc: '2.0',
        id,
        method: 'tools/call',
        params: { name: `anthropic_${name}`, arguments: {} },
      })),
    )
  ).text();
  await platform.close();

  const [line, ...below] = tree(collector.spans(), named('POST /mcp'));
  expect(line).toBe('POST /mcp');
  expect(below).toHaveLength(6);
  for (const name of names) {
    expect(tree(collector.spans(), named(`invoke ${name}`))).toEqual([`invoke ${name}`, '  GET']);
  }
});

test('tell of failures by their codes', async () => {
  const platform = await bootTraced();
  platform.simulator.faults.add({ kind: 'status', status: 500, times: 1 });

  await invoke(platform, 'users_list', {});
  await invoke(platform, 'api_keys_delete', { api_key_id: 'apikey_01' });
  await platform.call('/actions', { headers: { authorization: 'Bearer none' } });
  await platform.close();

  expect(named('invoke users_list')).toMatchObject({
    attributes: { 'connector.outcome': 'upstream_unavailable', 'error.type': 'upstream_unavailable' },
    status: 2,
  });
  const limited = named('invoke api_keys_delete');
  expect(limited?.attributes).toMatchObject({ 'connector.outcome': 'limited_operation' });
  expect(limited?.status).not.toBe(2);
  expect(named('GET /v1/connectors/:connector/actions')?.attributes).toMatchObject({
    'http.response.status_code': 401,
    'error.type': 'unauthenticated',
  });
});

test('hold nothing that a caller may choose, wherever it puts it', async () => {
  const platform = await bootTraced();
  const canary = DEMO_ADMIN_KEY;

  await invoke(platform, canary, { [canary]: canary }, { 'x-request-id': canary, tracestate: canary });
  await invoke(platform, 'users_get', { user_id: canary }, { 'x-api-key': canary });
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await invoke(platform, 'users_list', {}, { traceparent, tracestate: `vendor=${canary}` });
  await platform.call(`/api/v1/organizations/users/${canary}?limit=${canary}`);
  await platform.call(`//${canary}?${canary}=1`);
  await platform.close();

  const text = collector.bodies.join('');
  expect(named('invoke unknown')).toBeDefined();
  expect(named('invoke users_get')).toBeDefined();
  expect(text).not.toContain(canary);
  expect(text).not.toContain(canary.slice(20, 50));
});

test('bear the name that an operator gives the platform, and its version', async () => {
  const platform = await bootTraced({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/elsewhere`,
    OTEL_SERVICE_NAME: 'admin-eu',
  });

  await platform.call('/actions');
  await platform.close();

  const [body = ''] = collector.bodies;
  expect(collector.paths).toContain('/elsewhere');
  expect(body).toContain('{"key":"service.name","value":{"stringValue":"admin-eu"}}');
  expect(body).toContain('"service.version"');
});
