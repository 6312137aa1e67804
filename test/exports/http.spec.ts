import { request } from 'node:http';
import { EXPORT_NAMES, EXPORTERS } from '../../platform/src/exports/exporters.js';
import { bootPlatform, type BootedPlatform } from '../platform/support/boot-platform.js';
import { problem } from '../platform/support/problems.js';
import { signedToken } from '../platform/support/tokens.js';
import { textOf } from './support/exported.js';

let platform: BootedPlatform;
let token: string;

beforeAll(async () => {
  platform = await bootPlatform();
  token = await signedToken();
});
afterAll(() => platform.close());

/** Fetches an export as it is; the shared helper reads JSON only. */
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${platform.url}/v1/connectors/anthropic/exports/${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
  });

it('lists what can be exported', async () => {
  const { status, body } = await platform.call('/exports');

  expect(status).toBe(200);
  expect(body).toEqual({
    data: EXPORT_NAMES.map((name) => ({
      name,
      mediaType: EXPORTERS[name].mediaType,
      description: EXPORTERS[name].description,
    })),
  });
});

it.each(EXPORT_NAMES)('answers %s with its media type and a name for a file', async (name) => {
  const response = await get(name);

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(EXPORTERS[name].mediaType);
  expect(response.headers.get('content-disposition')).toBe(`inline; filename="${name}"`);
  expect((await response.text()) === textOf(name)).toBe(true);
});

it('answers 304 without a body for a tag that is still right, alone or in a list', async () => {
  const first = await get('agen.tf');
  const etag = first.headers.get('etag') ?? '';

  const again = await get('agen.tf', { 'if-none-match': etag });
  const listed = await get('agen.tf', { 'if-none-match': `"other", W/${etag}` });

  expect(etag).toMatch(/^"[\w-]{43}"$/);
  expect([again.status, listed.status]).toEqual([304, 304]);
  expect(again.headers.get('etag')).toBe(etag);
  expect(await again.text()).toBe('');
});

it('answers 304 for any tag where one is enough', async () => {
  expect((await get('agen.tf', { 'if-none-match': '*' })).status).toBe(304);
});

it('answers whole for a tag of another text', async () => {
  const { headers } = await get('openapi.json');

  const response = await get('agen.tf', { 'if-none-match': headers.get('etag') ?? '' });

  expect(response.status).toBe(200);
});

it('lets a cache keep it, and ask each time', async () => {
  const { headers } = await get('catalog.json');

  expect(headers.get('cache-control')).toBe('private, no-cache');
});

it('puts the address that is asked for into the document, under another tag', async () => {
  const usual = await get('openapi.agen.json');
  const response = await get('openapi.agen.json?server=https%3A%2F%2Fplatform.example.com%2Fbase%2F');

  const { servers } = (await response.json()) as { servers: { url: string }[] };
  expect(servers[0]?.url).toBe('https://platform.example.com/base');
  expect(response.headers.get('etag')).not.toBe(usual.headers.get('etag'));
});

it('answers many addresses, each with its own', async () => {
  const addresses = Array.from({ length: 40 }, (_, nth) => `https://p${nth}.example.com`);

  const texts = await Promise.all(
    addresses.map(async (address) => (await get(`agen.tf?server=${encodeURIComponent(address)}`)).text()),
  );

  expect(texts.map((text, nth) => text.includes(`"${addresses[nth]}"`))).toEqual(addresses.map(() => true));
});

it.each([
  'ftp://platform.example.com',
  'platform.example.com',
  'https://user:secret@platform.example.com',
  'https://platform.example.com?a=b',
  'https://platform.example.com#a',
  '',
])('answers 422 for ?server=%s', async (server) => {
  const { status, body } = await platform.call(`/exports/agen.tf?server=${encodeURIComponent(server)}`);

  expect(status).toBe(422);
  expect(body).toMatchObject({ error: { issues: [{ path: 'server', rule: 'isUrl' }] } });
});

it('answers 422 for an address that is given twice', async () => {
  const { status } = await platform.call(
    '/exports/agen.tf?server=https://a.example.com&server=https://b.example.com',
  );

  expect(status).toBe(422);
});

it.each(['openapi.yaml', 'toString', '__proto__', '..%2fopenapi.json'])(
  'answers 404 for %s, naming the exports that there are',
  async (name) => {
    const { status, body } = await platform.call(`/exports/${name}`);

    expect(status).toBe(404);
    expect(body).toEqual(
      problem(404, 'Not found', {
        code: 'not_found',
        blame: 'caller',
        message: 'There is no export with this name.',
        fix: `There are: ${EXPORT_NAMES.join(', ')}.`,
        retry: { allowed: false },
      }),
    );
  },
);

it.each(['/exports', '/exports/openapi.json'])('answers 401 for %s without a token', async (path) => {
  const { status } = await platform.call(path, { headers: { authorization: '' } });

  expect(status).toBe(401);
});

it('answers 404 for a connector that is not mounted', async () => {
  const { status } = await platform.call('//v1/connectors/nobody/exports/openapi.json');

  expect(status).toBe(404);
});

it('answers HEAD with the headers alone', async () => {
  const response = await new Promise<{ status?: number; etag?: string; length: number }>((resolve) => {
    request(
      `${platform.url}/v1/connectors/anthropic/exports/agen.tf`,
      { method: 'HEAD', headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        let length = 0;
        answer.on('data', (chunk: Buffer) => (length += chunk.length));
        answer.on('end', () => resolve({ status: answer.statusCode, etag: answer.headers.etag, length }));
      },
    ).end();
  });

  expect(response).toEqual({ status: 200, etag: (await get('agen.tf')).headers.get('etag'), length: 0 });
});
