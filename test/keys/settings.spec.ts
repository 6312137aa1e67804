import { readFileSync } from 'node:fs';
import { keyServiceIn } from '../../platform/src/keys/key-services.js';
import { loadKeys } from '../../platform/src/keys/load-keys.js';
import { arnOf } from './support/kms.js';
import { DOMAIN, fingerprintKey } from './support/services.js';

const AWS = { CREDENTIAL_AWS_KMS_KEYS: `k2=${arnOf('two')}, k1=${arnOf('one')}` };
const TRANSIT = {
  CREDENTIAL_VAULT_TRANSIT_KEYS: 'k2=admin-keys:2,k1=admin-keys:1',
  CREDENTIAL_VAULT_ADDR: 'https://vault.example.com:8200',
  CREDENTIAL_VAULT_TOKEN_FILE: '/run/vault/token',
};
const load = (env: Record<string, string>) =>
  loadKeys(env, { production: true, environment: 'production', domain: DOMAIN });

test.each([
  ['AWS KMS', AWS],
  ['Transit', TRANSIT],
])('%s: the first key wraps unless another is named', async (name, env) => {
  const CREDENTIAL_FINGERPRINT_KEY = fingerprintKey();

  const first = await load({ ...env, CREDENTIAL_FINGERPRINT_KEY });
  const named = await load({ ...env, CREDENTIAL_FINGERPRINT_KEY, CREDENTIAL_ACTIVE_KEY: 'k1' });

  expect(keyServiceIn(env)?.name).toBe(name);
  expect([first.source, await first.provider.activeKeyId(), await first.provider.keyIds()]).toEqual([
    'service',
    'k2',
    ['k2', 'k1'],
  ]);
  expect(await named.provider.activeKeyId()).toBe('k1');
});

const [one, two] = [arnOf('one'), arnOf('two')];
const WRONG_KEYS =
  /^CREDENTIAL_AWS_KMS_KEYS must be key ids with the ARNs .* such as k1=arn:aws:kms:.*; it is "/;

test.each<[string, Record<string, string>, RegExp | string]>([
  ['an ARN without an id', { CREDENTIAL_AWS_KMS_KEYS: one }, WRONG_KEYS],
  ['an alias', { CREDENTIAL_AWS_KMS_KEYS: 'k1=arn:aws:kms:eu-central-1:111122223333:alias/a' }, WRONG_KEYS],
  ['an id twice', { CREDENTIAL_AWS_KMS_KEYS: `k1=${one},k1=${two}` }, WRONG_KEYS],
  ['a key twice', { CREDENTIAL_AWS_KMS_KEYS: `k1=${one},k2=${one}` }, WRONG_KEYS],
  ['an id that is none', { CREDENTIAL_AWS_KMS_KEYS: `K 1=${one}` }, WRONG_KEYS],
  [
    'an endpoint in plain http',
    { ...AWS, CREDENTIAL_AWS_KMS_ENDPOINT: 'http://kms.example.com' },
    /^CREDENTIAL_AWS_KMS_ENDPOINT must be the https URL/,
  ],
  [
    'an active key that is none of them',
    { ...AWS, CREDENTIAL_ACTIVE_KEY: 'k3' },
    /^CREDENTIAL_ACTIVE_KEY must be an id of CREDENTIAL_AWS_KMS_KEYS \(k2, k1\)/,
  ],
  ['no fingerprint key', AWS, /^CREDENTIAL_FINGERPRINT_KEY is required with CREDENTIAL_AWS_KMS_KEYS/],
  [
    'two services',
    { ...AWS, ...TRANSIT },
    'Set CREDENTIAL_AWS_KMS_KEYS or CREDENTIAL_VAULT_TRANSIT_KEYS, not both.',
  ],
  [
    'a key without a version',
    { ...TRANSIT, CREDENTIAL_VAULT_TRANSIT_KEYS: 'k1=admin-keys' },
    /^CREDENTIAL_VAULT_TRANSIT_KEYS must be key ids with the name and the version/,
  ],
  [
    'a path in place of a name',
    { ...TRANSIT, CREDENTIAL_VAULT_TRANSIT_KEYS: 'k1=../sys:1' },
    /^CREDENTIAL_VAULT_TRANSIT_KEYS must be/,
  ],
  [
    'a name that leaves its place',
    { ...TRANSIT, CREDENTIAL_VAULT_TRANSIT_KEYS: 'k1=..:1' },
    /^CREDENTIAL_VAULT_TRANSIT_KEYS must be/,
  ],
  [
    'no address',
    { ...TRANSIT, CREDENTIAL_VAULT_ADDR: '' },
    /^CREDENTIAL_VAULT_ADDR must be .* CREDENTIAL_VAULT_TRANSIT_KEYS requires it\.$/,
  ],
  [
    'an address in plain http',
    { ...TRANSIT, CREDENTIAL_VAULT_ADDR: 'http://vault:8200' },
    /^CREDENTIAL_VAULT_ADDR must be the https URL/,
  ],
  ['no token', { ...TRANSIT, CREDENTIAL_VAULT_TOKEN_FILE: '' }, /^CREDENTIAL_VAULT_TOKEN_FILE must be/],
  [
    'two tokens',
    { ...TRANSIT, CREDENTIAL_VAULT_TOKEN: 's.x' },
    'Set CREDENTIAL_VAULT_TOKEN or CREDENTIAL_VAULT_TOKEN_FILE, not both.',
  ],
  [
    'a token with a line break',
    { ...TRANSIT, CREDENTIAL_VAULT_TOKEN: 's.canary\nx' },
    /^CREDENTIAL_VAULT_TOKEN must be a token of HashiCorp Vault or OpenBao(?!.*canary)/,
  ],
  [
    'a mount that leaves its place',
    { ...TRANSIT, CREDENTIAL_VAULT_MOUNT: '../sys' },
    /^CREDENTIAL_VAULT_MOUNT must be the path/,
  ],
])('refuses %s', async (_, env, message) => {
  await expect(load(env)).rejects.toThrow(message);
});

test('a keyring beside a service needs other ids', async () => {
  const ring = {
    CREDENTIAL_KEYS: `k1:${fingerprintKey()}`,
    CREDENTIAL_FINGERPRINT_KEY: fingerprintKey(),
  };

  await expect(load({ ...AWS, ...ring })).rejects.toThrow(
    'CREDENTIAL_AWS_KMS_KEYS gives the id k1 to a key, and the keyring beside it holds one of that id.',
  );
});

test('the SDK of AWS is loaded with the keys alone', () => {
  const sources = ['load-keys', 'key-services', 'service-keys', 'vault-transit', 'aws-kms'].map((name) =>
    readFileSync(new URL(`../../platform/src/keys/${name}.ts`, import.meta.url), 'utf8'),
  );
  const library = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as object;

  expect(sources.join('\n').match(/^import (?!type).*'(\.\/aws-kms\.js|@aws-sdk.*)'/gm)).toBeNull();
  expect(sources.join('\n')).toContain("await import('@aws-sdk/client-kms')");
  expect(JSON.stringify(library)).not.toContain('@aws-sdk');
});
