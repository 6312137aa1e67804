import fc from 'fast-check';
import { encodePath } from '../../../src/kit/compile/request.js';
import { READ, bootApi } from './boot-api.js';
import { ok } from './scripted-server.js';

const REFUSED = {
  name: 'ApiError',
  kind: 'invalid_request',
  method: 'GET',
  path: '(refused)',
  reason: 'the path must start with /v1/ and must not contain relative or empty segments',
  attempts: 0,
  waitedMs: 0,
  sent: false,
  inDoubt: false,
  retryable: false,
  effect: 'none',
  resend: 'after_change',
};

test.each([
  'https://elsewhere.example/v1/organizations/me',
  '//elsewhere.example/v1/organizations/me',
  'v1/organizations/me',
  '/v2/organizations/me',
  '/v1',
  '/v1/',
  '/v1/organizations//users',
  '/v1/organizations/users/',
  '/v1/./organizations',
  '/v1/organizations/../../secret',
  '/v1/organizations/..',
  '/v1/organizations/..?limit=1',
  '/v1/organizations/%2e%2E/users',
  '/v1/organizations/.%2e',
  '/v1/organizations/..%2fusers',
  '/v1/organizations/..\\users',
  '/v1/organizations/me#part',
  '/v1/organizations/me HTTP/1.1\r\nx-evil: 1',
  '/v1/organizations/me?a=\n',
  '/v1/organizations/me?a=b c',
  '/v1/organizations/\u0000',
  '/v1/organizations/Zoë',
  '/v1/organizations/@elsewhere.example/../..',
])('refuses the path %j before anything is sent', async (path) => {
  const { server, send } = await bootApi([ok]);

  expect(await send({ path })).toEqual(REFUSED);
  expect(server.requests).toEqual([]);
});

test.each([
  '/v1/organizations/me',
  '/v1/organizations/users/a%20b%2Fc',
  '/v1/organizations/users/...',
  '/v1/organizations/users/user..1',
  '/v1/organizations/usage?starting_at=2026-01-01T00%3A00%3A00Z&group_by%5B%5D=model',
  '/v1/organizations/usage?group_by[]=model&to=/v1/../..',
])('sends the path %j as it is', async (path) => {
  const { server, send } = await bootApi([ok]);

  await send({ path });

  expect(server.requests).toEqual([`GET ${path}`]);
});

test('accepts whatever encodePath makes of an id', async () => {
  const { send } = await bootApi([], { maxRetries: 0, requestTimeoutMs: 5 });
  const path = encodePath('/v1/organizations/users/{user_id}');
  const ids = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), 100).flatMap((id) => {
    try {
      return [path({ user_id: id })];
    } catch {
      return [];
    }
  });

  const kinds = await Promise.all(ids.map((url) => send({ ...READ, path: url }, { deadline: 0 })));

  expect(kinds).not.toContainEqual(expect.objectContaining({ kind: 'invalid_request' }));
});
