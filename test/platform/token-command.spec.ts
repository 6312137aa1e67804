import { mkdtempSync, readdirSync, readFileSync, rmSync, chmodSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { tokenCommand } from '../../platform/src/admin/token-command.js';
import { bootPlatform } from './support/boot-platform.js';

let parent: string;
let DATA_DIR: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'token-'));
  DATA_DIR = join(parent, 'data');
});
afterEach(() => rmSync(parent, { recursive: true }));

it('signs a token that the platform with the same data folder lets in', async () => {
  const platform = await bootPlatform({ env: { DATA_DIR, PLATFORM_JWT_SECRET: '' } });

  const token = await tokenCommand(['--tenant', 'acme'], { DATA_DIR });
  const { status } = await platform.call('/connections', { headers: { authorization: `Bearer ${token}` } });

  expect(status).toBe(200);
  await platform.close();
});

it('puts everything that is asked for into the claims', async () => {
  const args =
    '--tenant acme --sub ada --type agentToken --role admin --role finops --permissions a,b --expires-in 30m';

  const claims = decodeJwt(await tokenCommand(args.split(' '), { DATA_DIR }));

  expect(claims).toEqual({
    tenantId: 'acme',
    sub: 'ada',
    type: 'agentToken',
    roles: ['admin', 'finops'],
    permissions: ['a', 'b'],
    iss: 'anthropic-admin-platform',
    aud: 'anthropic-admin-platform',
    jti: expect.any(String),
    iat: expect.any(Number),
    exp: (claims.iat ?? 0) + 1800,
  });
});

it('makes the secret once, for nobody else to read', async () => {
  await Promise.all(Array.from({ length: 8 }, () => tokenCommand(['--tenant', 'acme'], { DATA_DIR })));

  const [file = '', ...rest] = readdirSync(DATA_DIR);
  expect(rest).toEqual([]);
  expect(statSync(DATA_DIR).mode & 0o777).toBe(0o700);
  expect(statSync(join(DATA_DIR, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(DATA_DIR, file), 'utf8')).toMatch(/^[\w-]{64}\n$/);
});

it('refuses a secret that others can read', async () => {
  await tokenCommand(['--tenant', 'acme'], { DATA_DIR });
  const file = join(DATA_DIR, readdirSync(DATA_DIR)[0] ?? '');
  chmodSync(file, 0o644);

  const again = tokenCommand(['--tenant', 'acme'], { DATA_DIR });

  await expect(again).rejects.toThrow(`${file} can be read by others. Run: chmod 600 ${file}`);
});

it.each([
  ['no tenant', [], /^--tenant is missing\.\nUsage: npm run -s token/],
  [
    'a person whom the platform would refuse',
    ['--tenant', 'acme', '--sub', '\u0001'],
    /^--tenant and --sub must be ids of 1 to 200 printable characters/,
  ],
  ['an unknown option', ['--tenant', 'acme', '--admin'], /--admin/],
  ['an unknown type', ['--tenant', 'acme', '--type', 'robot'], /--type .*Allowed choices are userToken, /],
  [
    'an odd lifetime',
    ['--tenant', 'acme', '--expires-in', 'soon'],
    /^--expires-in must be a number with s, m, h or d/,
  ],
])('refuses %s', async (_, args, message) => {
  await expect(tokenCommand(args, { DATA_DIR })).rejects.toThrow(message);
});

it('makes none where tokens come from an identity provider', async () => {
  const env = {
    PLATFORM_JWKS_URL: 'https://login.example.com/jwks.json',
    PLATFORM_JWT_ISSUER: 'x',
    PLATFORM_JWT_AUDIENCE: 'y',
  };

  await expect(tokenCommand(['--tenant', 'acme'], env)).rejects.toThrow(/identity provider alone/);
});

it('prints JSON on --json', async () => {
  const said = JSON.parse(await tokenCommand(['--tenant', 'acme', '--json'], { DATA_DIR })) as {
    token: string;
  };

  const { exp = 0 } = decodeJwt(said.token);
  expect(said).toEqual({
    ok: true,
    token: said.token,
    tenant: 'acme',
    subject: 'demo',
    expiresAt: new Date(exp * 1000).toISOString(),
  });
});

it('explains itself on --help', async () => {
  expect(await tokenCommand(['--help'], {})).toMatch(/^Usage: npm run -s token -- --tenant <id>/);
});
