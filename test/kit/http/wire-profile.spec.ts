import { readFileSync, readdirSync } from 'node:fs';
import type { WireProfile } from '../../../src/kit/http/index.js';
import { READ, WRITE, bootApi } from './boot-api.js';
import { T0 } from './clocks.js';
import { json } from './scripted-server.js';

/** A vendor that differs from ours in everything. */
const ACME: WireProfile = {
  vendor: 'Acme',
  baseUrl: 'https://api.acme.example',
  pathPrefix: '/api/v2.1/',
  headers: { 'acme-edition': 'team' },
  authenticate: (secret) => ['authorization', `Bearer ${secret}`],
  reservedHeaders: ['acme-trace'],
  readIds: ({ 'x-trace': id }) => ({ requestId: typeof id === 'string' ? id : undefined }),
  readError: (body) => (body as { problem?: object } | undefined)?.problem ?? {},
  shouldRetryHeader: 'acme-retry',
  resetHeader: 'acme-reset',
  errorEffects: { busy: { effect: 'none', resend: 'same_request' } },
  keyPattern: /acme_\w+/g,
};

const READ_USERS = { ...READ, path: '/api/v2.1/users', betas: ['b'] };
const WRITE_USERS = { ...WRITE, path: '/api/v2.1/users' };
const acme = (...script: Parameters<typeof bootApi>[0]) => bootApi(script, { profile: ACME });

test('the profile decides how a request looks', async () => {
  const { server, send } = await acme(json(200, { ok: true }, { 'x-trace': 'trace_1' }));

  expect(await send(READ_USERS)).toEqual({
    status: 200,
    body: { ok: true },
    requestId: 'trace_1',
    attempts: 1,
    waitedMs: 0,
    joined: false,
  });
  expect(server.log[0]?.headers).toEqual({
    host: expect.any(String),
    connection: 'keep-alive',
    'acme-edition': 'team',
    'user-agent': 'connector-kit',
    accept: 'application/json',
    'accept-encoding': 'identity',
    authorization: expect.stringMatching(/^Bearer sk-/),
  });
});

test.each(['Acme-Edition', 'Acme-Trace', 'Authorization'])(
  'does not let a host write the header %s of a profile',
  async (name) => {
    const { api, server, send } = await acme(json(200, {}), json(200, {}));
    await send(READ_USERS);
    api.http.interceptors.request.use((config) => {
      config.headers.set(name, 'evil', true);
      return config;
    });

    await send(READ_USERS);

    expect(server.log[1]).toEqual(server.log[0]);
  },
);

test.each(['/api/v2.1', '/api/v2x1/users', '/v1/users', '/api/v2.1/../users'])(
  'the profile decides which paths are safe: not %s',
  async (path) => {
    const { server, send } = await acme();
    const reason = 'the path must start with /api/v2.1/ and must not contain relative or empty segments';

    expect(await send({ path })).toMatchObject({ kind: 'invalid_request', path: '(refused)', reason });
    expect(server.requests).toEqual([]);
  },
);

test('the profile reads the error envelope, and its pattern finds the keys in it', async () => {
  const problem = { type: 'gone', code: 7, message: 'no acme_123, no sk', requestId: 'trace_body' };
  const { send } = await acme(json(404, { problem }));

  expect(await send(READ_USERS)).toMatchObject({
    type: 'gone',
    code: undefined,
    upstreamMessage: 'no [redacted], no sk',
    requestId: 'trace_body',
  });
});

test.each([
  ['a conflict that passes', json(409, { problem: { code: 'busy' } }), 2],
  ['another conflict', json(409, { problem: { code: 'taken' } }), 1],
  ['a refusal that asks for a retry', json(400, {}, { 'acme-retry': 'true' }), 2],
  ['a rate limit that forbids a retry', json(429, {}, { 'acme-retry': 'false' }), 1],
])('the profile decides on the retry of a write: %s', async (_title, answer, requests) => {
  const { server, send } = await acme(answer, json(200, {}));

  await send(WRITE_USERS);

  expect(server.log).toHaveLength(requests);
});

test('the profile names the header with the end of a rate limit', async () => {
  const { clock, send } = await acme(
    json(429, {}, { 'acme-reset': new Date(T0 + 7_000).toISOString() }),
    json(200, {}),
  );

  await send(READ_USERS);

  expect(clock.slept).toContain(7_000);
});

test('the client names no vendor', () => {
  const folder = new URL('../../../src/kit/http/', import.meta.url);
  const files = readdirSync(folder).map(
    (name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const,
  );

  const found = files
    .filter(([, text]) => /anthropic|claude|sk-ant|\badmin/i.test(text))
    .map(([name]) => name);

  expect(files.length).toBeGreaterThan(10);
  expect(found).toEqual([]);
});
