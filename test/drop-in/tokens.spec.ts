import { DEMO_ADMIN_KEY, SECOND_ADMIN_KEY, SECOND_ORGANIZATION_ID } from 'anthropic-admin-simulator';
import { UnsecuredJWT } from 'jose';
import { CLAIMS, signedToken } from '../platform/support/tokens.js';
import { bootDropIn, tokenOf, type DropIn } from './support/boot-drop-in.js';
import { errorBody } from './support/error-body.js';

let dropIn: DropIn;

beforeAll(async () => {
  dropIn = await bootDropIn();
  await dropIn.connect('globex', SECOND_ADMIN_KEY);
});
afterAll(() => dropIn.close());

const me = (headers: Record<string, string>): Promise<Response> =>
  fetch(`${dropIn.baseUrl}/v1/organizations/me`, { headers });

const FORMS = [
  ['Authorization', (token: string) => ({ authorization: `Bearer ${token}` })],
  ['x-api-key', (token: string) => ({ 'x-api-key': token })],
] as const;

const REFUSED: [string, () => string | Promise<string>][] = [
  ['is forged', () => signedToken({}, 'another-secret-that-is-long-enough-to-be-one-too')],
  ['has expired', () => signedToken({ exp: 1_000_000_000 })],
  ['has the algorithm none', () => new UnsecuredJWT({ ...CLAIMS }).setExpirationTime('1h').encode()],
  ['is for another audience', () => signedToken({ aud: 'somebody-else' })],
  ['is of another issuer', () => signedToken({ iss: 'somebody-else' })],
  ['names no tenant', () => signedToken({ tenantId: undefined })],
  ['is no token', () => 'hunter2'],
];

describe.each(FORMS)('a token in %s', (_, headersOf) => {
  it('is taken', async () => {
    const response = await me(headersOf(dropIn.token));

    expect([response.status, await response.json()]).toMatchObject([200, { name: 'Acme Robotics' }]);
  });

  it.each(REFUSED)('is refused in the form of the API where it %s', async (_what, make) => {
    const response = await me(headersOf(await make()));

    expect(response.status).toBe(401);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toEqual(
      errorBody('authentication_error', expect.stringMatching(/^The bearer token is not accepted\./), {
        error_code: 'platform_unauthenticated',
      }),
    );
  });

  it('is told apart from a key of Anthropic, which goes nowhere', async () => {
    const before = dropIn.sent().length;

    const response = await me(headersOf(DEMO_ADMIN_KEY));
    const text = await response.text();

    expect([response.status, dropIn.sent().length]).toEqual([401, before]);
    expect(text).toContain('This is an Anthropic API key');
    expect(text).not.toContain(DEMO_ADMIN_KEY);
  });

  it('opens the connection of its own tenant alone', async () => {
    const response = await me(headersOf(await tokenOf('globex')));

    expect(await response.json()).toMatchObject({ id: SECOND_ORGANIZATION_ID });
  });

  it('of a tenant without a connection is told so, and not with a 401', async () => {
    const response = await me(headersOf(await tokenOf('initech')));

    expect(response.status).toBe(403);
    expect(await response.json()).toEqual(
      errorBody(
        'permission_error',
        'There is no connection "default" for this tenant. Save an Admin key (sk-ant-admin...) under this name first.',
        { error_code: 'connector_credential_missing' },
      ),
    );
  });
});

it.each([
  ['no header', {}],
  ['an empty key', { 'x-api-key': '' }],
  ['another scheme', { authorization: 'Basic YWRhOnNlY3JldA==' }],
])('is missed in a request with %s', async (_, headers) => {
  const response = await me(headers as Record<string, string>);

  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /);
  expect(await response.json()).toMatchObject({ error: { type: 'authentication_error' } });
});

it('in Authorization alone says who asks where there are two', async () => {
  const both = { authorization: `Bearer ${await tokenOf('globex')}`, 'x-api-key': dropIn.token };

  expect(await (await me(both)).json()).toMatchObject({ id: SECOND_ORGANIZATION_ID });
  expect((await me({ ...both, authorization: 'Bearer hunter2' })).status).toBe(401);
});
