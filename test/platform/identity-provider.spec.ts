import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { afterTest } from '../support/cleanup.js';
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

describe('fetches the keys', () => {
  /** An identity provider of its own, whose keys and way of answering a test changes. */
  async function bootProvider() {
    const own = {
      keys: [] as object[],
      fetches: 0,
      answer: (response: ServerResponse): unknown => response.end(JSON.stringify({ keys: own.keys })),
    };
    const server = createServer((_, response) => {
      own.fetches += 1;
      own.answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
    const booted = await bootPlatform({ env: { ...env(), PLATFORM_JWKS_URL: url } });
    afterTest(
      () => booted.close(),
      () => void server.close().closeAllConnections(),
    );
    return { own, booted };
  }

  async function keyPair(alg: string, more: object = {}) {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), ...more };
    const sign = (header: object = {}): Promise<string> =>
      new SignJWT({ ...CLAIMS, ...THEIRS } as unknown as JWTPayload)
        .setProtectedHeader({ alg, ...header })
        .setExpirationTime('5m')
        .sign(privateKey);
    return { jwk, sign };
  }

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'key'],
    ['a key without its numbers', { kty: 'RSA', kid: 'broken', alg: 'RS256' }],
    ['a curve that does not exist', { kty: 'EC', crv: 'P-0', x: 'AA', y: 'AA' }],
  ])('and leaves out %s beside a good one', async (_, broken) => {
    const { own, booted } = await bootProvider();
    const [one, named] = [await keyPair('RS256'), await keyPair('RS256', { kid: 'good' })];
    own.keys = [broken as object, one.jwk, named.jwk];

    const seen = [
      await statusFor(await one.sign(), booted),
      await statusFor(await named.sign({ kid: 'good' }), booted),
    ];

    expect(seen).toEqual([200, 200]);
  });

  it('once for two keys of one kind, and finds the right one for a token that names none', async () => {
    const { own, booted } = await bootProvider();
    const [one, two, three] = [await keyPair('ES256'), await keyPair('ES256'), await keyPair('ES256')];
    own.keys = [one.jwk, two.jwk];

    expect(await statusFor(await one.sign(), booted)).toBe(200);
    expect(await statusFor(await two.sign(), booted)).toBe(200);
    expect(await statusFor(await three.sign(), booted)).toBe(401);
    expect(own.fetches).toBe(1);
  });

  it('with one name for two of them', async () => {
    const { own, booted } = await bootProvider();
    const [one, two] = [await keyPair('RS256', { kid: 'same' }), await keyPair('RS256', { kid: 'same' })];
    own.keys = [one.jwk, two.jwk];

    expect(await statusFor(await two.sign({ kid: 'same' }), booted)).toBe(200);
  });

  it.each([
    ['Ed25519', 'EdDSA'],
    ['EdDSA', 'Ed25519'],
    ['Ed25519', undefined],
  ])('of Ed25519 for tokens of %s, with %s at the key', async (alg, at) => {
    const { own, booted } = await bootProvider();
    const pair = await keyPair(alg, { kid: 'ed', ...(at === undefined ? {} : { alg: at }) });
    own.keys = [pair.jwk];

    expect(await statusFor(await pair.sign({ kid: 'ed' }), booted)).toBe(200);
  });

  it('again for a key that is published a moment later', async () => {
    const { own, booted } = await bootProvider();
    const [one, two] = [await keyPair('RS256', { kid: 'one' }), await keyPair('RS256', { kid: 'two' })];
    own.keys = [one.jwk];
    const before = await statusFor(await one.sign({ kid: 'one' }), booted);
    own.keys = [one.jwk, two.jwk];

    expect([before, await statusFor(await two.sign({ kid: 'two' }), booted)]).toEqual([200, 200]);
  });

  it('at most six times for names that do not exist, and then says that it does not know', async () => {
    const { own, booted } = await bootProvider();
    const { jwk, sign } = await keyPair('RS256', { kid: 'one' });
    own.keys = [jwk];
    const statuses: number[] = [];
    for (let nth = 0; nth < 8; nth += 1)
      statuses.push(await statusFor(await sign({ kid: `no-${nth}` }), booted));

    const { body, headers } = await booted.call('/connections', {
      headers: { authorization: `Bearer ${await sign({ kid: 'no' })}` },
    });

    expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 503, 503]);
    expect(own.fetches).toBe(6);
    expect(body).toMatchObject({ code: 'unavailable', error: { retry: { allowed: true } } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await statusFor(await sign({ kid: 'one' }), booted)).toBe(200);
  });

  it('as far as 256 KB, and answers 503 beyond', async () => {
    const { own, booted } = await bootProvider();
    let written = 0;
    own.answer = (response) => {
      const more = (): void => {
        if (response.destroyed) return;
        written += 65_536;
        if (response.write(' '.repeat(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    };
    const { sign } = await keyPair('RS256');

    expect(await statusFor(await sign(), booted)).toBe(503);
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });
});
