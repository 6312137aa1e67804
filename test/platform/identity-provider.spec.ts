import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { bootPlatform, type BootedPlatform } from './support/boot-platform.js';
import { CLAIMS, signedToken } from './support/tokens.js';

let provider: Server;
let platform: BootedPlatform;
let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
let answer: { status: number; body: string };

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
  provider = createServer((_, response) => response.writeHead(answer.status).end(answer.body));
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  platform = await bootPlatform({ env: env() });
});
afterAll(async () => {
  await platform.close();
  provider.close();
});

const env = (): NodeJS.ProcessEnv => ({
  PLATFORM_JWT_SECRET: '',
  PLATFORM_JWKS_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks.json`,
  PLATFORM_JWT_ISSUER: 'https://login.example.com',
  PLATFORM_JWT_AUDIENCE: 'our-platform',
});

const THEIRS = { iss: 'https://login.example.com', aud: 'our-platform' };

const rs256 = (claims: JWTPayload = {}, kid = 'one'): Promise<string> =>
  new SignJWT({ ...CLAIMS, ...THEIRS, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', kid })
    .setExpirationTime('5m')
    .sign(keys.privateKey);

const statusFor = async (token: string, to = platform): Promise<number> =>
  (await to.call('/connections', { headers: { authorization: `Bearer ${token}` } })).status;

it('lets in a token that the identity provider has signed', async () => {
  expect(await statusFor(await rs256())).toBe(200);
});

it.each([
  ['for another audience', () => rs256({ aud: 'another-platform' })],
  ['by a key that is not published', () => rs256({}, 'two')],
  ['by the secret of a demo', () => signedToken(THEIRS)],
  ['with the public key as the secret', async () => signedToken(THEIRS, await exportSPKI(keys.publicKey))],
])('answers 401 for a token signed %s', async (_, make) => {
  expect(await statusFor(await make())).toBe(401);
});

it.each([
  ['answers with an error', 500, ''],
  ['answers with something else', 200, '<html>'],
  ['answers with no keys', 200, '{}'],
])('answers 503, not 401, when the identity provider %s', async (_, status, body) => {
  answer = { status, body };
  const fresh = await bootPlatform({ env: env() });

  const seen = await statusFor(await rs256(), fresh).finally(() => fresh.close());

  expect(seen).toBe(503);
});
