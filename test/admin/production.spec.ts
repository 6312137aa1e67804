import { chmod } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { createPlatform } from '../../platform/src/app.js';
import { weaknessOf } from '../../platform/src/config/weak-secret.js';
import { admin, type Said } from './support/admin.js';
import { installation } from './support/installation.js';

/** Variables as they should be in production, over a healthy installation. */
async function good(): Promise<Record<string, string>> {
  const made = await installation('libsql');
  await chmod(made.env['DATA_DIR'] ?? '', 0o700);
  return {
    ...made.env,
    NODE_ENV: 'production',
    PLATFORM_JWT_SECRET: randomBytes(48).toString('base64'),
    PLATFORM_JWT_MAX_AGE_S: '3600',
    PLATFORM_PUBLIC_URL: 'https://platform.example.com',
  };
}

interface Told {
  readonly level: string;
  readonly about: string;
  readonly message: string;
}

const told = ({ stdout }: Said): Told[] => (JSON.parse(stdout) as { findings: Told[] }).findings;
const doctor = (env: Record<string, string>): Promise<Said> => admin(env, 'doctor', '--production', '--json');

test('doctor --production finds nothing where all is as it should be', async () => {
  const said = await doctor(await good());

  expect(said.code).toBe(0);
  expect(told(said)[0]).toEqual({
    level: 'ok',
    about: 'settings',
    message: 'as they should be in production',
  });
  expect(told(said).every(({ level }) => level === 'ok')).toBe(true);
});

test('it lists everything at once that is not, and repeats no secret', async () => {
  const env = await good();
  const data = env['DATA_DIR'] ?? '';
  await chmod(data, 0o755);
  await chmod(join(data, 'platform.db'), 0o644);

  const said = await doctor({
    ...env,
    NODE_ENV: 'prod',
    PLATFORM_ENVIRONMENT: '',
    PLATFORM_JWT_SECRET: 'canary-the-secret-of-our-platform-in-production',
    PLATFORM_JWT_MAX_AGE_S: '',
    PLATFORM_PUBLIC_URL: '',
    PORT: 'canary',
    PORTAL_OIDC_ISSUER: 'http://login.example.com',
    CREDENTIAL_AWS_KMS_ENDPOINT: 'http://kms.example.com',
  });

  expect(said.code).toBe(1);
  const problems = told(said).filter(({ level }) => level === 'problem');
  expect(
    problems.map(({ about, message }) => `${about}: ${message.split(' ').slice(0, 4).join(' ')}`),
  ).toEqual([
    'settings: PORT must be a',
    'settings: PLATFORM_PUBLIC_URL must be set',
    'settings: PLATFORM_JWT_SECRET holds a common',
    'settings: NODE_ENV must be one',
    'settings: PLATFORM_ENVIRONMENT must be set',
    'settings: PLATFORM_JWT_MAX_AGE_S must be set',
    'settings: PORTAL_OIDC_ISSUER must be the',
    'settings: CREDENTIAL_AWS_KMS_ENDPOINT must be the',
    `files: ${join(data, 'platform.db')} has the mode`,
    `files: ${data} has the mode`,
    `database: ${join(data, 'platform.db')} can be read`,
  ]);
  expect(said.stdout).not.toContain('canary-the-secret');
});

test.each<[Record<string, string>, RegExp]>([
  [{ NODE_ENV: '' }, /^NODE_ENV must be production: otherwise the keys of the demo are accepted\.$/],
  [{ PLATFORM_JWT_SECRET: '' }, /^Production requires its own keys to verify tokens/],
  [
    {
      PLATFORM_JWT_SECRET: '',
      PLATFORM_JWKS_URL: 'http://login.example.com/jwks',
      PLATFORM_JWT_ISSUER: 'x',
      PLATFORM_JWT_AUDIENCE: 'y',
    },
    /^PLATFORM_JWKS_URL must be an https URL in production/,
  ],
  [{ PLATFORM_JWT_SECRET: 'ab1c'.repeat(10) }, /^PLATFORM_JWT_SECRET must be a random secret/],
  [{ PLATFORM_JWT_SECRET: 'k3J9x_Q7'.repeat(5) }, /^PLATFORM_JWT_SECRET repeats itself\. Set it to/],
  [{ PLATFORM_PUBLIC_URL: 'http://platform.example.com' }, /^PLATFORM_PUBLIC_URL must be an https URL/],
  [{ PLATFORM_ENVIRONMENT: '' }, /^PLATFORM_ENVIRONMENT must be set before the first key is saved to a name/],
])('it names %j', async (change, message) => {
  const said = await doctor({ ...(await good()), ...change });

  const problems = told(said).filter(({ about, level }) => about === 'settings' && level === 'problem');
  expect([said.code, problems.map((each) => each.message)]).toEqual([1, [expect.stringMatching(message)]]);
});

test('the platform starts in production with what doctor finds good', async () => {
  const app = await createPlatform({ env: await good() });
  await app.close();
});

test.each<[Record<string, string>, RegExp]>([
  [{ PLATFORM_JWT_MAX_AGE_S: '' }, /^PLATFORM_JWT_MAX_AGE_S must be set to end leaked tokens/],
  [{ PLATFORM_ENVIRONMENT: '' }, /^PLATFORM_ENVIRONMENT must be set before the first key is saved/],
  [{ PLATFORM_JWT_SECRET: 'k3J9x_Q7'.repeat(5) }, /^PLATFORM_JWT_SECRET repeats itself\. Set it to/],
])('it does not start in production with %j', async (change, message) => {
  await expect(createPlatform({ env: { ...(await good()), ...change } })).rejects.toThrow(message);
});

test('it looks at the URL of the database', async () => {
  const { DATA_DIR: _, ...env } = await good();
  const said = await doctor({
    ...env,
    DATABASE_URL: 'postgres://platform:canary@db.example.invalid/platform',
  });

  const messages = told(said).map(({ message }) => message);
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^The password in DATABASE_URL must have 16 random characters or more/),
      expect.stringMatching(
        /^DATABASE_URL reaches db\.example\.invalid without TLS\. Add sslmode=verify-full/,
      ),
    ]),
  );
  expect(said.stdout).not.toContain('canary');
});

test('it refuses the keyring of the demo, and one beside the database', async () => {
  const env = await good();
  const { CREDENTIAL_KEYS_FILE: file = '', ...others } = env;
  const beside = await doctor({ ...env, DATA_DIR: dirname(file) });
  const none = await doctor(others);

  expect(told(none)).toContainEqual(
    expect.objectContaining({
      level: 'problem',
      about: 'keyring',
      message: expect.stringMatching(/^There is no keyring/),
    }),
  );
  expect(beside.code).toBe(1);
});

test('a plain doctor asks for none of it', async () => {
  const { NODE_ENV: _, ...env } = await good();
  const said = await admin({ ...env, PLATFORM_JWT_MAX_AGE_S: '' }, 'doctor', '--json');

  expect([said.code, told(said).filter(({ about }) => about === 'settings')]).toEqual([0, []]);
});

test('random secrets are not taken for weak ones', () => {
  const forms = ['base64', 'base64url', 'hex'] as const;
  const secrets = forms.flatMap((form) =>
    Array.from({ length: 200 }, () => randomBytes(form === 'hex' ? 16 : 48).toString(form)),
  );

  expect(secrets.filter((secret) => weaknessOf(secret) !== undefined)).toEqual([]);
  const weak = [
    'a-secret-of-the-tests-that-is-long-enough-to-be-one',
    '12'.repeat(20),
    'aaaabbbbccccddddaaaabbbbccccddda',
  ];
  expect(weak.map((secret) => weaknessOf(secret) !== undefined)).toEqual([true, true, true]);
});
