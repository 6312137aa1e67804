import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { bootPlatform, REQUEST_ID, type BootedPlatform, type Call } from './support/boot-platform.js';
import { problem } from './support/problems.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const INVOKE = '/actions/users_list/invoke';
const TEN_MB = Buffer.alloc(10_000_000, 'a');

const REFUSED: [string, string, Call, number, string, string][] = [
  [
    'an unknown route',
    '//v2/everything',
    {},
    404,
    'unknown_route',
    'There is no such route, or not with this method.',
  ],
  [
    'a path of the page',
    '//activity',
    {},
    404,
    'unknown_route',
    'There is no such route, or not with this method.',
  ],
  ['a wrong method', INVOKE, {}, 404, 'unknown_route', 'There is no such route, or not with this method.'],
  [
    'a PATCH',
    '/connections/default',
    { method: 'PATCH' },
    404,
    'unknown_route',
    'There is no such route, or not with this method.',
  ],
  [
    'broken encoding',
    '//v1/connectors/%E0%A4%A',
    {},
    400,
    'malformed_request',
    'The request cannot be read.',
  ],
  [
    'JSON that is cut off',
    INVOKE,
    { method: 'POST', raw: '{"input": {', headers: JSON_TYPE },
    400,
    'malformed_request',
    'The body is not valid JSON.',
  ],
  [
    'text that is no JSON',
    INVOKE,
    { method: 'POST', raw: 'limit=5', headers: JSON_TYPE },
    400,
    'malformed_request',
    'The body is not valid JSON.',
  ],
  [
    'a form',
    INVOKE,
    { method: 'POST', raw: 'limit=5', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_media_type',
    'The body is not marked as JSON.',
  ],
  [
    'a body of no type',
    INVOKE,
    { method: 'POST', raw: Buffer.from('{}') },
    415,
    'unsupported_media_type',
    'The body is not marked as JSON.',
  ],
  [
    'an unknown encoding',
    INVOKE,
    { method: 'POST', raw: '{}', headers: { ...JSON_TYPE, 'content-encoding': 'rot13' } },
    415,
    'unsupported_media_type',
    'The content encoding of the body is not supported.',
  ],
  [
    'an unknown charset',
    INVOKE,
    { method: 'POST', raw: '{}', headers: { 'content-type': 'application/json; charset=ebcdic' } },
    415,
    'unsupported_media_type',
    'The character set of the body is not supported.',
  ],
  [
    'a body of 10 MB',
    INVOKE,
    { method: 'POST', raw: TEN_MB, headers: JSON_TYPE },
    413,
    'payload_too_large',
    'The body is larger than 1 MB.',
  ],
  [
    'a small body that unpacks to 10 MB',
    INVOKE,
    { method: 'POST', raw: gzipSync(TEN_MB), headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } },
    413,
    'payload_too_large',
    'The body is larger than 1 MB.',
  ],
];

it.each(REFUSED)('answers %s with a problem', async (_, path, call, status, code, message) => {
  const answer = await platform.call(path, call);

  const { title, error } = answer.body as { title: string; error: { fix: string } };
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toEqual(
    problem(status, title, { code, blame: 'caller', message, fix: error.fix, retry: { allowed: false } }),
  );
});

it('answers 401 for a body of 10 MB without a token, and reads none of it', async () => {
  const { status, body } = await platform.call(INVOKE, {
    method: 'POST',
    raw: TEN_MB,
    headers: { ...JSON_TYPE, authorization: '' },
  });

  expect([status, (body as { code: string }).code]).toEqual([401, 'unauthenticated']);
});

it('reads JSON of a derived type and in gzip', async () => {
  const { status } = await platform.call(INVOKE, {
    method: 'POST',
    raw: gzipSync('{"dry_run": true}'),
    headers: { 'content-type': 'application/vnd.acme+json', 'content-encoding': 'gzip' },
  });

  expect(status).toBe(200);
});

it.each([
  ['that is a UUID', '0af76519-16cd-43dd-8448-eb211c80319c', true],
  ['of a few letters', 'a.b_c~d-1', true],
  ['that is too long', 'a'.repeat(129), false],
  ['with markup', '<script>', false],
  ['that is empty', '', false],
  ['that is a key', 'sk-ant-admin01-0123456789abcdef', false],
])('answers with the request id of the caller, or its own: one %s', async (_, given, kept) => {
  const { headers, body } = await platform.call('//nowhere', { headers: { 'x-request-id': given } });

  const answered = headers.get('x-request-id');
  expect(answered === given).toBe(kept);
  expect(answered).toMatch(kept ? /./ : /^[\da-f-]{36}$/);
  expect((body as { meta: object }).meta).toEqual({ requestId: answered });
});

it('lets no cache keep an answer, and does not say what it is made with', async () => {
  const { headers } = await platform.call('/actions');

  expect(headers.get('cache-control')).toBe('no-store');
  expect([headers.get('x-powered-by'), headers.get('etag'), headers.get('x-request-id')]).toEqual([
    null,
    null,
    REQUEST_ID,
  ]);
});

it.each([
  ['text that is no HTTP', 'hello\r\n\r\n', 400, 'This is not an HTTP request that can be read.'],
  [
    'headers of 20 KB',
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
    431,
    'The headers of the request are too large.',
  ],
])('answers %s with a problem', async (_, bytes, status, message) => {
  const answer = await exchange(bytes);

  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*content-type: application/problem\\+json`, 's'));
  expect(JSON.parse(body)).toMatchObject({ status, code: 'malformed_request', detail: message });
});

function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(platform.url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    socket.on('end', () => resolve(answer)).on('error', reject);
  });
}

it.each(['application/json, application/json', 'application/vnd.api+json', 'APPLICATION/JSON;charset=utf-8'])(
  'reads a body of the type %s',
  async (type) => {
    const { body } = await platform.call(INVOKE, {
      method: 'POST',
      raw: '{"input": {"limit": 0}}',
      headers: { 'content-type': type },
    });

    expect(body).toMatchObject({ code: 'invalid_input' });
  },
);
