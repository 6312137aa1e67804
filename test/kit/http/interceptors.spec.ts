import { inspect } from 'node:util';
import { AxiosHeaders } from 'axios';
import type { AxiosAdapter, AxiosDefaults, InternalAxiosRequestConfig } from 'axios';
import { CANARY, READ, WRITE, bootApi, bootServer } from './boot-api.js';
import { fault, json, ok, silence } from './scripted-server.js';

const RESERVED = [
  'x-api-key',
  'Authorization',
  'COOKIE',
  'host',
  'anthropic-version',
  'user-agent',
  'content-length',
];

test('lets a host add headers', async () => {
  const { api, server, send } = await bootApi([ok]);
  api.http.interceptors.request.use((config) => {
    config.headers.set('traceparent', '00-1-2-03');
    return config;
  });

  await send();

  expect(server.log[0]?.headers).toMatchObject({ traceparent: '00-1-2-03', 'x-api-key': CANARY });
});

test('sends the same request with interceptors as without', async () => {
  const { api, server, send } = await bootApi([ok, ok]);
  const request = { ...WRITE, betas: ['b-2026-01-01'] };

  const plain = await send(request);
  api.http.interceptors.request.use((config) => config);
  const intercepted = await send(request);

  expect(server.log[1]).toEqual(server.log[0]);
  expect(intercepted).toEqual({ ...plain, requestId: 'req_2' });
});

test.each(RESERVED)('does not let a host write the header %s', async (name) => {
  const { api, server, send } = await bootApi([ok, ok]);
  await send(WRITE);
  api.http.interceptors.request.use((config) => {
    config.headers.set(name, 'evil', true);
    return config;
  });

  await send(WRITE);

  expect(server.log[1]).toEqual(server.log[0]);
});

test('does not let a host replace the headers by what is none', async () => {
  const { api, server, send } = await bootApi([ok]);
  api.http.interceptors.request.use((config) => ({ ...config, headers: new AxiosHeaders({ 'x-a': 'a' }) }));

  await send();

  expect(server.log[0]?.headers).toMatchObject({
    'x-a': 'a',
    'x-api-key': CANARY,
    'anthropic-version': '2023-06-01',
  });
});

test('shows the key to no interceptor', async () => {
  const { api, send } = await bootApi([fault(401, 'authentication_error'), silence], {
    requestTimeoutMs: 50,
  });
  const seen: unknown[] = [];
  const note = <T>(value: T): T => (seen.push(value), value);
  const noteError = (error: unknown) => Promise.reject(note(error));
  api.http.interceptors.request.use(note, noteError);
  api.http.interceptors.response.use(note, noteError);

  await send(WRITE);
  await send({ ...WRITE, path: '/v1/organizations/workspaces' });

  expect(seen).toHaveLength(4);
  expect(inspect(seen, { depth: Infinity, showHidden: true, showProxy: true })).not.toContain('CANARY');
  expect(reachable(seen)).not.toContain(CANARY);
});

test('shows the answer to an interceptor, which may change it', async () => {
  const { api, send } = await bootApi([json(200, { name: 'ada' })]);
  api.http.interceptors.response.use((response) => ({
    ...response,
    data: response.data.replace('ada', 'eve'),
  }));

  expect(await send()).toMatchObject({ status: 200, body: { name: 'eve' }, requestId: 'req_1' });
});

test.each<[what: string, change: Partial<InternalAxiosRequestConfig>]>([
  ['an absolute URL', { url: 'https://elsewhere.example/v1/organizations/me' }],
  ['a relative segment', { url: '/v1/../secret' }],
])('refuses %s that an interceptor wrote', async (_what, change) => {
  const { api, server, send } = await bootApi([ok]);
  api.http.interceptors.request.use((config) => Object.assign(config, change));

  const result = await send(WRITE);

  const reason = 'an axios interceptor changed the path to an unsafe one';
  expect(result).toMatchObject({ kind: 'host', reason, inDoubt: false, retryable: true });
  expect(server.requests).toEqual([]);
});

test('goes nowhere else for a baseURL that an interceptor wrote', async () => {
  const other = await bootServer(ok);
  const { api, server, send } = await bootApi([ok]);
  api.http.interceptors.request.use((config) => Object.assign(config, { baseURL: other.url }));

  await send();

  expect([server.requests.length, other.requests.length]).toEqual([1, 0]);
});

test('sends an attempt once, although an interceptor repeats it', async () => {
  const { api, server, send } = await bootApi([ok, ok]);
  api.http.interceptors.response.use((response) => api.http.request(response.config));

  const result = await send(WRITE);

  const reason = 'an attempt can be sent only once; call send() again';
  expect(result).toMatchObject({ kind: 'invalid_request', reason, inDoubt: true, retryable: false });
  expect(server.requests).toHaveLength(1);
});

test('refuses requests that do not come from send()', async () => {
  const { api, server } = await bootApi([ok]);

  await expect(api.http.get('/v1/organizations/me')).rejects.toThrow('requests can be sent only with send()');
  expect(server.requests).toEqual([]);
});

test.each([
  ['before the request', 'request', { kind: 'host', inDoubt: false, retryable: true }, 0],
  ['after the answer', 'response', { kind: 'host', inDoubt: true, retryable: false }, 1],
] as const)(
  'keeps nothing but the name of what an interceptor throws %s',
  async (_when, side, failure, sent) => {
    const { api, server, send } = await bootApi([ok]);
    const explode = () => {
      throw new RangeError(CANARY);
    };
    api.http.interceptors[side].use(explode);

    const result = await send(WRITE);

    expect(result).toMatchObject({
      ...failure,
      reason: 'an axios interceptor threw RangeError',
    });
    expect(server.requests).toHaveLength(sent);
  },
);

test('refuses what an interceptor returns in place of an answer', async () => {
  const { api, send } = await bootApi([ok]);
  api.http.interceptors.response.use((response) => response.data);

  const reason = 'an axios interceptor returned no response';
  expect(await send()).toMatchObject({ kind: 'host', reason });
});

test('stops a request that an interceptor did not wait for', async () => {
  const { api, server, send } = await bootApi([silence]);
  const stopped = new Promise(
    (resolve) => (server.onRequest = ({ socket }) => socket.once('close', resolve)),
  );
  api.http.interceptors.request.use((config) => {
    const adapter = config.adapter as AxiosAdapter;
    const hasty = async (sent: InternalAxiosRequestConfig) => {
      void adapter(sent).catch(() => undefined);
      await server.received(1);
      return { status: 200, statusText: '', headers: {}, data: '"hasty"', config: sent };
    };
    return Object.assign(config, { adapter: hasty });
  });

  expect(await send()).toMatchObject({ body: 'hasty' });
  await stopped;
});

test('holds the timeout while an interceptor dawdles', async () => {
  const { api, server, send } = await bootApi([ok], { requestTimeoutMs: 40, maxRetries: 0 });
  api.http.interceptors.request.use(() => new Promise(() => undefined));

  expect(await send(WRITE)).toMatchObject({ kind: 'unreachable', inDoubt: false, retryable: true });
  expect(server.requests).toEqual([]);
});

test('takes the short way again when the last interceptor is gone', async () => {
  const { api, send } = await bootApi([ok, ok]);
  const seen: string[] = [];
  const id = api.http.interceptors.request.use((config) => (seen.push(config.url ?? ''), config));
  await send();

  api.http.interceptors.request.eject(id);
  await send();

  expect(seen).toEqual([READ.path]);
});

test.each<[what: string, change: (defaults: AxiosDefaults) => unknown]>([
  ['a header', ({ headers }) => Object.assign(headers.common, { 'x-a': 'a' })],
  ['headers of a method', ({ headers }) => Object.assign(headers, { get: {} })],
  ['the base URL', (defaults) => Object.assign(defaults, { baseURL: 'https://elsewhere.example' })],
  ['the adapter', (defaults) => Object.assign(defaults, { adapter: 'http' })],
  ['a transform', ({ transformRequest }) => Array.isArray(transformRequest) && transformRequest.push(String)],
])('does not let a host change %s in the defaults', async (_what, change) => {
  const { api } = await bootApi([]);

  expect(() => change(api.http.defaults as AxiosDefaults)).toThrow(TypeError);
});

/** Every text that can be reached from a value by its properties, hidden ones included. */
function reachable(root: unknown, texts: string[] = [], seen = new Set<unknown>()): string[] {
  if (typeof root === 'string') texts.push(root);
  if (typeof root !== 'object' || root === null || seen.has(root)) return texts;
  seen.add(root);
  for (const name of Reflect.ownKeys(root)) {
    const own = Object.getOwnPropertyDescriptor(root, name);
    reachable(own?.value, texts, seen);
  }
  return texts;
}

test('tells an interceptor which invocation it serves, and sends nothing of that', async () => {
  const { api, server, send } = await bootApi([ok]);
  const seen: unknown[] = [];
  api.http.interceptors.request.use((config) => (seen.push(config.invocation), config));
  const origin = { tenantId: 't1', actionId: 'users_list', requestId: 'r1', traceparent: '00-1-2-01' };

  await send({}, { origin });

  expect(seen).toEqual([origin]);
  expect(JSON.stringify(server.requests)).not.toMatch(/traceparent|users_list|t1/);
});
