import { request } from 'node:http';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';
import { bootPlatform } from '../platform/support/boot-platform.js';
import { signedToken } from '../platform/support/tokens.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
afterAll(() => mcp.close());

const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const ALL = 'scope="anthropic:read anthropic:write anthropic:destructive"';
const metadata = (): string => `resource_metadata="${mcp.url}/.well-known/oauth-protected-resource/mcp"`;

it('tells a client without a token where tokens are made, and what to ask for', async () => {
  const response = await mcp.post(LIST, { headers: { authorization: '' } });

  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe(`Bearer ${metadata()}, ${ALL}`);
});

it.each([
  ['an expired token', { exp: 1_000_000_000 }, 'It has expired.'],
  [
    'a token for another audience',
    { aud: 'https://elsewhere.example/mcp' },
    "Its claim 'aud' is missing or has an unexpected value.",
  ],
  [
    'a scope that is no text',
    { scope: 7 },
    "Its claim 'scope' must be a text of words with spaces between them, or a list of texts, at most 1,000 of at most 256 characters each.",
  ],
])('answers 401 for %s, and says why', async (_, claims, reason) => {
  const headers = { authorization: `Bearer ${await signedToken(claims)}` };

  const response = await mcp.post(LIST, { headers });

  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe(
    `Bearer error="invalid_token", error_description="${reason}", ${metadata()}, ${ALL}`,
  );
});

it.each([['/.well-known/oauth-protected-resource'], ['/.well-known/oauth-protected-resource/mcp']])(
  'describes the resource at %s, to everybody',
  async (path) => {
    const response = await fetch(`${mcp.url}${path}`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      resource: `${mcp.url}/mcp`,
      resource_name: 'Anthropic (Claude) Admin API',
      scopes_supported: ['anthropic:read', 'anthropic:write', 'anthropic:destructive'],
      bearer_methods_supported: ['header'],
    });
  },
);

it('names the public URL and the issuer where they are set', async () => {
  const env = {
    PLATFORM_PUBLIC_URL: 'https://platform.example.com/',
    PLATFORM_JWT_ISSUER: 'https://login.example.com',
  };
  const behind = await bootPlatform({ env });

  const { body } = await behind.call('//.well-known/oauth-protected-resource');
  const { headers } = await behind.call('//mcp', { headers: { authorization: '' } });

  expect(body).toMatchObject({
    resource: 'https://platform.example.com/mcp',
    authorization_servers: ['https://login.example.com'],
  });
  expect(headers.get('www-authenticate')).toContain(
    'resource_metadata="https://platform.example.com/.well-known/oauth-protected-resource/mcp"',
  );
  await behind.close();
});

it('describes the resource where a client looks for that of a public URL with a path', async () => {
  const behind = await bootPlatform({ env: { PLATFORM_PUBLIC_URL: 'https://tools.example.com/anthropic/' } });
  const { headers } = await behind.call('//mcp', { headers: { authorization: '' } });
  const [, url = ''] = /resource_metadata="([^"]+)"/.exec(headers.get('www-authenticate') ?? '') ?? [];

  const found = await behind.call(`/${new URL(url).pathname}`);
  const other = await behind.call('//.well-known/oauth-protected-resource/other/mcp');

  expect(url).toBe('https://tools.example.com/.well-known/oauth-protected-resource/anthropic/mcp');
  expect(found).toMatchObject({
    status: 200,
    body: { resource: 'https://tools.example.com/anthropic/mcp' },
  });
  expect(other).toMatchObject({ status: 404, body: { code: 'unknown_route' } });
  await behind.close();
});

/** The status of a request whose Host is written by hand, which fetch does not allow. */
const statusFor = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(`${mcp.url}${path}`, { method: path === '/mcp' ? 'POST' : 'GET', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

it.each([
  ['a name that was made to point here', { host: 'evil.example' }, 403],
  ['a name that only begins like this machine', { host: 'localhost.evil.example' }, 403],
  ['a host that is no name', { host: 'a b' }, 403],
  ['a page of another site', { origin: 'https://evil.example' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['a page of this machine', { origin: 'http://localhost:5173' }, 400],
  ['another port', { host: 'localhost:1' }, 400],
])('lets in or refuses %s', async (_, headers, status) => {
  const usual = {
    authorization: `Bearer ${await signedToken()}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };

  expect(await statusFor('/mcp', { ...usual, ...headers })).toBe(status);
});

it('shows no page of another name where tokens are made', async () => {
  expect(await statusFor('/.well-known/oauth-protected-resource', { host: 'evil.example' })).toBe(403);
});
