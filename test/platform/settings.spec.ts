import { fewerFilesThanConnections } from '../../platform/src/config/open-files.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createPlatform } from '../../platform/src/app.js';
import { settingsFrom } from '../../platform/src/config/platform.config.js';
import { DEMO_ADMIN_KEY } from 'anthropic-admin-simulator';
import { SECRET } from './support/tokens.js';

it('works without any variable', () => {
  expect(settingsFrom({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('.data'),
    databaseUrl: undefined,
    database: {
      migrate: 'auto',
      pool: {
        size: 20,
        connectTimeoutMs: 10_000,
        idleTimeoutMs: 30_000,
        statementTimeoutMs: 15_000,
        lockTimeoutMs: 10_000,
      },
    },
    environment: 'development',
    production: false,
    logLevel: 'info',
    audit: { inputBytes: 64 * 1024 * 1024, readsRequired: false, refusedPerMinute: 60 },
    outcomes: { bytesPerTenant: 256 * 1024 * 1024, perTenant: 100_000 },
    policies: 'off',
    tokens: {
      issuer: 'anthropic-admin-platform',
      audience: 'anthropic-admin-platform',
      keys: { kind: 'demo' },
    },
  });
});

it('reads every variable', () => {
  const settings = settingsFrom({
    PORT: '8080',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/platform',
    DATABASE_URL: 'postgresql://platform:secret@db/platform?sslmode=require',
    DATABASE_POOL_SIZE: '5',
    DATABASE_CONNECT_TIMEOUT_MS: '1000',
    DATABASE_IDLE_TIMEOUT_MS: '2000',
    DATABASE_STATEMENT_TIMEOUT_MS: '3000',
    DATABASE_LOCK_TIMEOUT_MS: '4000',
    PLATFORM_MIGRATE: 'never',
    PLATFORM_ENVIRONMENT: 'eu-1',
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    PLATFORM_JWKS_URL: 'https://login.example.com/jwks.json',
    PLATFORM_JWT_ISSUER: 'https://login.example.com',
    PLATFORM_JWT_AUDIENCE: 'us',
    PLATFORM_JWT_MAX_AGE_S: '3600',
    PLATFORM_PUBLIC_URL: 'https://platform.example.com/admin',
  });

  expect(settings).toEqual({
    port: 8080,
    host: '0.0.0.0',
    publicUrl: new URL('https://platform.example.com/admin'),
    dataDir: '/var/lib/platform',
    databaseUrl: new URL('postgresql://platform:secret@db/platform?sslmode=require'),
    database: {
      migrate: 'never',
      pool: {
        size: 5,
        connectTimeoutMs: 1000,
        idleTimeoutMs: 2000,
        statementTimeoutMs: 3000,
        lockTimeoutMs: 4000,
      },
    },
    environment: 'eu-1',
    production: true,
    logLevel: 'warn',
    audit: { inputBytes: 64 * 1024 * 1024, readsRequired: false, refusedPerMinute: 60 },
    outcomes: { bytesPerTenant: 256 * 1024 * 1024, perTenant: 100_000 },
    policies: 'on',
    tokens: {
      issuer: 'https://login.example.com',
      audience: 'us',
      maxAgeS: 3600,
      keys: { kind: 'jwks', url: new URL('https://login.example.com/jwks.json') },
    },
  });
});

it('takes an empty variable for one that is not set', () => {
  expect(settingsFrom({ PORT: '', PLATFORM_JWT_SECRET: '' })).toEqual(settingsFrom({}));
});

const JWKS = { PLATFORM_JWKS_URL: 'https://login.example.com/jwks.json' };
const DATABASE_URL =
  'DATABASE_URL must be the URL of a PostgreSQL database, with its password URL-encoded (%40 for @, %2F for /), such as postgres://user:password@db.example.com:5432/platform; it is something else.';
const PUBLIC = { PLATFORM_PUBLIC_URL: 'https://platform.example.com' };
const PRODUCTION = { NODE_ENV: 'production', PLATFORM_JWT_SECRET: SECRET, ...PUBLIC };
const SECRET_RULE =
  'PLATFORM_JWT_SECRET must be a random secret of at least 32 characters, 8 of them different, such as the output of: openssl rand -base64 48; it is something else.';
const LEVELS = 'trace, debug, info, warn, error, fatal, silent';

it.each([
  [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535, such as 3000; it is "70000".'],
  [{ PORT: '0x50' }, 'PORT must be a whole number from 0 to 65535, such as 3000; it is "0x50".'],
  [{ HOST: ' ' }, 'HOST must be an address to listen on, such as 127.0.0.1; it is " ".'],
  [{ LOG_LEVEL: 'loud' }, `LOG_LEVEL must be one of ${LEVELS}, such as info; it is "loud".`],
  [{ DATABASE_URL: 'db.example.com' }, DATABASE_URL],
  [{ DATABASE_URL: 'mysql://user:canary@db/platform' }, DATABASE_URL],
  [{ DATABASE_URL: 'postgres://user:canary@db' }, DATABASE_URL],
  [
    { PLATFORM_ENVIRONMENT: 'a b' },
    'PLATFORM_ENVIRONMENT must be a name for this installation, which its records are bound to: 1 to 64 letters, digits, dots, - or _, such as development; it is "a b".',
  ],
  [{ PLATFORM_JWT_SECRET: 'short-secret' }, SECRET_RULE],
  [
    { PLATFORM_JWKS_URL: 'login.example.com' },
    'PLATFORM_JWKS_URL must be the http or https URL of a JWKS, without a user, such as https://login.example.com/.well-known/jwks.json; it is "login.example.com".',
  ],
  [
    { ...JWKS, PLATFORM_JWT_SECRET: SECRET },
    'Set PLATFORM_JWT_SECRET or PLATFORM_JWKS_URL, not both: a token has one kind of signature.',
  ],
  [
    JWKS,
    'PLATFORM_JWT_ISSUER must be set beside PLATFORM_JWKS_URL to the issuer of the tokens, such as https://login.example.com.',
  ],
  [
    { ...JWKS, PLATFORM_JWT_ISSUER: 'https://login.example.com' },
    'PLATFORM_JWT_AUDIENCE must be set beside PLATFORM_JWKS_URL to the audience of the tokens, such as anthropic-admin-platform.',
  ],
  [{ PLATFORM_JWT_SECRET: 'a'.repeat(40) }, SECRET_RULE],
  [{ PLATFORM_JWT_SECRET: 'the output of: openssl rand -base64 48' }, SECRET_RULE],
  [
    { PLATFORM_JWKS_URL: 'https://user:canary@login.example.com/jwks.json' },
    'PLATFORM_JWKS_URL must be the http or https URL of a JWKS, without a user, such as https://login.example.com/.well-known/jwks.json; it is "https://[hidden]@login.example.com/jwks.json".',
  ],
  [
    { PORT: DEMO_ADMIN_KEY },
    'PORT must be a whole number from 0 to 65535, such as 3000; it is "[redacted]".',
  ],
  [
    { PLATFORM_PUBLIC_URL: 'https://platform.example.com?a=1' },
    'PLATFORM_PUBLIC_URL must be the http or https URL at which clients reach the platform, without a query, such as https://platform.example.com; it is "https://platform.example.com?a=1".',
  ],
  [
    { PLATFORM_JWT_MAX_AGE_S: '1h' },
    'PLATFORM_JWT_MAX_AGE_S must be a whole number from 60 to 31536000, such as 86400; it is "1h".',
  ],
  [
    { NODE_ENV: 'prod' },
    'NODE_ENV must be one of production, development, test, or not set, such as production; it is "prod".',
  ],
  [
    { ...PRODUCTION, PLATFORM_PUBLIC_URL: 'http://platform.example.com' },
    'PLATFORM_PUBLIC_URL must be an https URL in production (http on this machine alone), such as https://platform.example.com; it is "http://platform.example.com/".',
  ],
  [
    { ...PRODUCTION, PLATFORM_PUBLIC_URL: '' },
    'PLATFORM_PUBLIC_URL must be set in production to the http or https URL at which clients reach the platform, without a query, such as https://platform.example.com.',
  ],
  [
    {
      NODE_ENV: 'production',
      ...PUBLIC,
      PLATFORM_JWKS_URL: 'http://login.example.com/jwks.json',
      PLATFORM_JWT_ISSUER: 'x',
      PLATFORM_JWT_AUDIENCE: 'y',
    },
    'PLATFORM_JWKS_URL must be an https URL in production (http on this machine alone), such as https://login.example.com/.well-known/jwks.json; it is "http://login.example.com/jwks.json".',
  ],
  [
    { NODE_ENV: 'production' },
    /^Production requires its own keys .* set PLATFORM_JWKS_URL, .* or PLATFORM_JWT_SECRET, /,
  ],
])('refuses %j, and says what is right', (env, message) => {
  expect(() => settingsFrom(env)).toThrow(message instanceof RegExp ? message : new Error(message));
});

it.each([
  ['a secret', { PLATFORM_JWT_SECRET: SECRET }],
  ['an identity provider', { ...JWKS, PLATFORM_JWT_ISSUER: 'x', PLATFORM_JWT_AUDIENCE: 'y' }],
])('starts in production with %s of its own', (_, env) => {
  expect(settingsFrom({ NODE_ENV: 'production', ...PUBLIC, ...env }).port).toBe(3000);
});

it('holds the secret in a form that prints nothing of it', () => {
  const settings = settingsFrom({ PLATFORM_JWT_SECRET: SECRET });

  expect(JSON.stringify(settings)).not.toContain(SECRET);
});

describe('a data folder that cannot be one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['a file', file, 'EEXIST'],
    ['a folder below a file', join(file, 'data'), 'ENOTDIR'],
    ['a folder in a file system that takes none', '/proc/data/platform', 'ENOENT'],
  ])('is refused by its variable: %s', async (_, dataDir, code) => {
    await expect(createPlatform({ env: { DATA_DIR: dataDir } })).rejects.toThrow(
      `DATA_DIR must be a folder that can be written to, such as .data; it is "${dataDir}" (${code}).`,
    );
  });
});

test.each([
  ['Max open files            5255                 1048576              files', '5255'],
  ['Max open files            5256                 1048576              files', undefined],
  ['', undefined],
])('says that %j are too few open files for 5,000 clients, where they are', (limits, few) => {
  const said = fewerFilesThanConnections(5000, limits);

  expect(said?.match(/\d+/)?.[0]).toBe(few);
  expect(said ?? 'PLATFORM_MAX_CONNECTIONS').toContain('PLATFORM_MAX_CONNECTIONS');
});
