import { UnsecuredJWT, type JWTPayload } from 'jose';
import { bootPlatform, REQUEST_ID, type BootedPlatform } from './support/boot-platform.js';
import { problem } from './support/problems.js';
import { CLAIMS, NAME, signedToken } from './support/tokens.js';

let platform: BootedPlatform;

beforeAll(async () => {
  platform = await bootPlatform();
});
afterAll(() => platform.close());

const PAST = 1_000_000_000;
const HOW = `Send the header Authorization: Bearer <token>; ${process.env['npm_lifecycle_event'] === undefined ? 'anthropic-admin-platform token' : 'npm run -s token --'} --tenant acme makes one for the demo.`;

const list = (headers: Record<string, string>): Promise<Response> =>
  fetch(`${platform.url}/v1/connectors/anthropic/connections`, {
    headers: { 'x-request-id': REQUEST_ID, ...headers },
  });

const refusal = (message: string): object =>
  problem(401, 'Not signed in', {
    code: 'unauthenticated',
    blame: 'caller',
    message,
    fix: HOW,
    retry: { allowed: false },
  });

it.each([
  ['no header', {}],
  ['an empty header', { authorization: '' }],
  ['another scheme', { authorization: 'Basic YWRhOnNlY3JldA==' }],
  ['a bearer without a token', { authorization: 'Bearer ' }],
  ['the token as an API key', { 'x-api-key': 'anything' }],
])('answers 401 for %s, and says how to sign in', async (_, headers) => {
  const response = await list(headers);

  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer realm="anthropic-admin-platform"');
  expect(await response.json()).toEqual(refusal('This request carries no bearer token.'));
});

const BAD_SIGNATURE = 'It is not a JWT signed by the right key.';
const ID = 'a text of 1 to 200 characters, without control characters and keys';
const mustBe = (claim: string, valid: string): string => `Its claim "${claim}" must be ${valid}.`;
const FEW = 'at most 1,000 of at most 256 characters each';
const wrong = (claim: string): string => `Its claim "${claim}" is missing or has an unexpected value.`;

const unsecured = (claims: JWTPayload): string =>
  new UnsecuredJWT({ ...CLAIMS, ...claims } as JWTPayload).setExpirationTime('1h').encode();

const REFUSED: [string, () => string | Promise<string>, string][] = [
  ['text that is no token', () => 'hunter2', BAD_SIGNATURE],
  ['a token in three empty parts', () => '..', BAD_SIGNATURE],
  [
    'a forged signature',
    () => signedToken({}, 'another-secret-that-is-long-enough-to-be-one-too'),
    BAD_SIGNATURE,
  ],
  ['alg none', () => unsecured({}), BAD_SIGNATURE],
  [
    'alg none with a signature',
    async () => `${unsecured({})}${(await signedToken()).split('.')[2]}`,
    BAD_SIGNATURE,
  ],
  ['another algorithm', () => signedToken({}, undefined, 'HS512'), BAD_SIGNATURE],
  ['claims that were changed', () => tampered(), BAD_SIGNATURE],
  ['an expired token', () => signedToken({ exp: PAST }), 'It has expired.'],
  ['a token without expiry', () => signedToken({ exp: undefined }), wrong('exp')],
  ['a token that is not valid yet', () => signedToken({ nbf: 4_000_000_000 }), wrong('nbf')],
  ['a token for another audience', () => signedToken({ aud: 'somebody-else' }), wrong('aud')],
  ['a token of another issuer', () => signedToken({ iss: 'https://evil.example' }), wrong('iss')],
  ['a token without a tenant', () => signedToken({ tenantId: undefined }), wrong('tenantId')],
  ['a token without a subject', () => signedToken({ sub: undefined }), wrong('sub')],
  ['an empty tenant', () => signedToken({ tenantId: ' ' }), mustBe('tenantId', ID)],
  ['a tenant that is no text', () => signedToken({ tenantId: ['acme'] }), mustBe('tenantId', ID)],
  ['a tenant of many letters', () => signedToken({ tenantId: 'a'.repeat(201) }), mustBe('tenantId', ID)],
  ['a tenant with a NUL', () => signedToken({ tenantId: 'ac\0me' }), mustBe('tenantId', ID)],
  ['a tenant with half a character', () => signedToken({ tenantId: 'acme\ud800' }), mustBe('tenantId', ID)],
  ['a subject with a line break', () => signedToken({ sub: 'ada\n' }), mustBe('sub', ID)],
  [
    'permissions that are no list',
    () => signedToken({ permissions: 'all' }),
    mustBe('permissions', `a list of texts, ${FEW}`),
  ],
  ['roles of another kind', () => signedToken({ roles: [1] }), mustBe('roles', `a list of texts, ${FEW}`)],
  [
    'more roles than anybody has',
    () => signedToken({ roles: Array(1_001).fill('a') }),
    mustBe('roles', `a list of texts, ${FEW}`),
  ],
  [
    'a permission that is long',
    () => signedToken({ permissions: ['*', '*'.repeat(257)] }),
    mustBe('permissions', `a list of texts, ${FEW}`),
  ],
  [
    'more scopes than there are',
    () => signedToken({ scope: 'a '.repeat(1_001) }),
    mustBe('scope', `a text of words with spaces between them, or a list of texts, ${FEW}`),
  ],
  ['a tenant that is null', () => signedToken({ tenantId: null }), mustBe('tenantId', ID)],
  [
    'a scope of another kind',
    () => signedToken({ scope: { read: true } }),
    mustBe('scope', `a text of words with spaces between them, or a list of texts, ${FEW}`),
  ],
];

it('writes down what a token of a type that objects have reads', async () => {
  await platform.connect();
  const authorization = `Bearer ${await signedToken({ type: 'constructor', sub: 'odd' })}`;

  await platform.call('/actions/users_list/invoke', { method: 'POST', body: {}, headers: { authorization } });
  const { body } = await platform.call('//v1/audit?actor=odd');

  expect(body).toMatchObject({ data: [{ action: 'users_list', actorType: 'user', code: 'ok' }] });
});

describe('with a longest time since a token was issued', () => {
  const now = Math.floor(Date.now() / 1000);
  let strict: BootedPlatform;
  beforeAll(async () => {
    strict = await bootPlatform({ env: { PLATFORM_JWT_MAX_AGE_S: '3600' } });
  });
  afterAll(() => strict.close());

  it.each([
    ['a token of an hour ago', { iat: now - 3_700 }, /issued more than 3600 s ago/],
    ['a token that does not say when it was issued', { iat: undefined }, /claim "iat"/],
    ['a token that is issued tomorrow', { iat: now + 86_400 }, /claim "iat"/],
  ])('answers 401 for %s', async (_, claims, reason) => {
    const authorization = `Bearer ${await signedToken({ ...claims, exp: now + 86_400 })}`;
    const { status, body } = await strict.call('/connections', { headers: { authorization } });

    expect([status, body]).toEqual([401, expect.objectContaining({ detail: expect.stringMatching(reason) })]);
  });

  it('lets in a token that lasts longer, while it is new', async () => {
    const authorization = `Bearer ${await signedToken({ iat: now, exp: now + 86_400 })}`;

    expect((await strict.call('/connections', { headers: { authorization } })).status).toBe(200);
  });
});

async function tampered(): Promise<string> {
  const [head, , signature] = (await signedToken()).split('.');
  const claims = { ...CLAIMS, tenantId: 'victim', exp: 4_000_000_000 };
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

it.each(REFUSED)('answers 401 for %s', async (_, make, reason) => {
  const response = await list({ authorization: `Bearer ${await make()}` });

  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe(
    `Bearer realm="anthropic-admin-platform", error="invalid_token", error_description="${reason.replaceAll('"', "'")}"`,
  );
  expect(await response.json()).toEqual(refusal(`The bearer token is not accepted. ${reason}`));
});

it.each([
  ['several audiences', { aud: ['other', NAME] }],
  ['no roles', { roles: undefined }],
  ['a type that is not known', { type: 'somethingNew' }],
  ['a type that objects have', { type: 'constructor' }],
  ['a tenant of 200 characters beyond the first plane', { tenantId: '\u{1F600}'.repeat(200) }],
  ['null in place of what it lacks', { roles: null, scope: null, type: null }],
  ['as many roles as it may have', { roles: Array(1_000).fill('a') }],
  ['a list of scopes', { scope: ['openid', 'email'] }],
])('lets in a token with %s', async (_, claims) => {
  const response = await list({ authorization: `bearer ${await signedToken(claims)}` });

  expect(response.status).toBe(200);
});

it.each([
  ['GET', ''],
  ['GET', '/actions'],
  ['GET', '/actions/users_list'],
  ['POST', '/actions/users_list/invoke'],
  ['GET', '/connections'],
  ['PUT', '/connections/default'],
  ['GET', '/connections/default'],
  ['DELETE', '/connections/default'],
  ['POST', '/connections/default/check'],
])('asks for a token on %s %s', async (method, path) => {
  const { status } = await platform.call(path, { method, headers: { authorization: '' } });

  expect(status).toBe(401);
});
