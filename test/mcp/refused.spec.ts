import { UnsecuredJWT } from 'jose';
import { SECOND_ADMIN_KEY } from 'anthropic-admin-simulator';
import { rawRequest } from '../drop-in/support/raw-request.js';
import { CLAIMS, signedToken } from '../platform/support/tokens.js';
import { bootMcp, type BootedMcp } from './support/boot-mcp.js';

let mcp: BootedMcp;
beforeAll(async () => {
  mcp = await bootMcp();
});
afterAll(() => mcp.close());

const sent = (): number => mcp.simulator.journal.entries().length;

const CALL = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'anthropic_users_list', arguments: {} },
};

it.each([
  ['that is forged', () => signedToken({}, 'another-secret-that-is-long-enough-to-be-one-too')],
  ['that has expired', () => signedToken({ exp: 1_000_000_000 })],
  ['with the algorithm none', () => new UnsecuredJWT({ ...CLAIMS }).setExpirationTime('1h').encode()],
  ['for another audience', () => signedToken({ aud: 'somebody-else' })],
  ['of another issuer', () => signedToken({ iss: 'somebody-else' })],
  ['without a tenant', () => signedToken({ tenantId: undefined })],
  ['that is no token', () => 'hunter2'],
])('lets nobody in with a token %s', async (_, make) => {
  const before = sent();

  const response = await mcp.post(CALL, { headers: { authorization: `Bearer ${await make()}` } });

  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ code: 'unauthenticated' });
  expect(sent()).toBe(before);
});

it.each(['TRACE', 'PROPFIND', 'PATCH', 'PUT', 'HEAD'])('answers no %s, and runs nothing', async (method) => {
  const authorization = `Bearer ${await signedToken()}`;
  const before = sent();

  const { status } = await rawRequest(mcp.url, method, '/mcp', { authorization });

  expect([404, 405]).toContain(status);
  expect(sent()).toBe(before);
});

/** What a caller might add to be taken for somebody else, or sent elsewhere. */
const SMUGGLED = {
  'x-api-key': SECOND_ADMIN_KEY,
  'anthropic-version': '2026-10-21',
  'anthropic-beta': 'webhooks-2026-01-01',
  'anthropic-organization-id': 'org_other',
  'user-agent': 'a-client/1.0',
  'x-forwarded-host': 'evil.example',
  'x-http-method-override': 'DELETE',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  cookie: 'session=1',
};

it.each([
  ['MCP', async (headers: object) => (await mcp.post(CALL, { headers: { ...headers } })).text()],
  [
    'REST',
    (headers: object) =>
      mcp.call('/actions/users_list/invoke', { method: 'POST', body: {}, headers: { ...headers } }),
  ],
])('sends none of the headers of a caller over %s to the API', async (_, ask) => {
  const headers = () => mcp.simulator.journal.entries().at(-1)?.headers;
  await ask({});
  const plain = headers();
  const before = sent();

  await ask(SMUGGLED);

  expect(sent()).toBe(before + 1);
  expect(headers()).toEqual(plain);
});
