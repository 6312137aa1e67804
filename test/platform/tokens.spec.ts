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
const HOW =
  'Send the header Authorization: Bearer <token>; npm run -s token -- --tenant acme makes one for the demo.';

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
const NO_PRINCIPAL = 'It does not say who acts for which tenant (sub, tenantId, roles, permissions).';
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
  ['an empty tenant', () => signedToken({ tenantId: ' ' }), NO_PRINCIPAL],
  ['a tenant that is no text', () => signedToken({ tenantId: ['acme'] }), NO_PRINCIPAL],
  ['a tenant of many letters', () => signedToken({ tenantId: 'a'.repeat(201) }), NO_PRINCIPAL],
  ['a tenant with a NUL', () => signedToken({ tenantId: 'ac\0me' }), NO_PRINCIPAL],
  ['a tenant with half a character', () => signedToken({ tenantId: 'acme\ud800' }), NO_PRINCIPAL],
  ['a subject with a line break', () => signedToken({ sub: 'ada\n' }), NO_PRINCIPAL],
  ['permissions that are no list', () => signedToken({ permissions: 'all' }), NO_PRINCIPAL],
];

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
