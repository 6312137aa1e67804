import { SecretString } from 'anthropic-admin-connector/vault';
import { ACCESS, arnOf, startKms, type Kms } from './support/kms.js';
import { BINDING, silentService, vaultOf, type ServiceEnvironment } from './support/services.js';

// The real SDK talks to a stand-in for the service; test/keys/support/kms.ts says what of it is real.

const SECRET = new SecretString('the key of an organization');

const envOf = (kms: Kms, keys: string): ServiceEnvironment => ({
  ...ACCESS,
  CREDENTIAL_AWS_KMS_ENDPOINT: kms.url,
  CREDENTIAL_AWS_KMS_KEYS: keys,
});

const context = {
  domain: 'acme',
  purpose: 'data-key',
  format: '1',
  environment: 'production',
  tenant: 'tenant one',
  connector: 'anthropic',
  connection: 'default',
  revision: '3',
  key: 'k1',
};

it('encrypts and decrypts the data key alone, with the binding as the encryption context', async () => {
  const kms = await startKms();
  const { vault } = await vaultOf(envOf(kms, `k1=${kms.create('one')}`));

  const sealed = await vault.seal(SECRET, BINDING);

  expect((await vault.open(sealed, BINDING)).reveal()).toBe(SECRET.reveal());
  expect(kms.requests).toEqual([
    { operation: 'Encrypt', keyId: arnOf('one'), context },
    { operation: 'Decrypt', keyId: arnOf('one'), context },
  ]);
});

it('opens a record for no other binding and under no other key', async () => {
  const kms = await startKms();
  const keys = `k1=${kms.create('one')},k2=${kms.create('two', 'us-east-1')}`;
  const { vault } = await vaultOf(envOf(kms, keys));
  const sealed = await vault.seal(SECRET, BINDING);
  const alter = (bytes: Uint8Array): Uint8Array => bytes.map((byte, at) => (at === 70 ? byte ^ 1 : byte));

  const opened = await Promise.allSettled([
    vault.open(sealed, { ...BINDING, tenantId: 'mallory' }),
    vault.open(sealed, { ...BINDING, environment: 'staging' }),
    vault.open({ ...sealed, keyId: 'k2' }, BINDING),
    vault.open({ ...sealed, wrappedKey: alter(sealed.wrappedKey) }, BINDING),
    vault.open({ ...sealed, wrappedKey: new Uint8Array(40) }, BINDING),
    vault.open({ ...sealed, keyId: 'k9' }, BINDING),
  ]);

  expect(opened.map((each) => each.status === 'rejected' && (each.reason as { code: string }).code)).toEqual([
    ...Array<string>(5).fill('not_authentic'),
    'unknown_key',
  ]);
});

it('asks again after a fault of the service', async () => {
  const kms = await startKms();
  const { vault } = await vaultOf(envOf(kms, `k1=${kms.create('one')}`));
  kms.failOnce(500, 'KMSInternalException');
  kms.failOnce(400, 'ThrottlingException');

  await vault.seal(SECRET, BINDING);

  expect(kms.requests.length).toBe(1);
});

it.each([
  ['NotFoundException', 'VaultError', /^AWS KMS has no key as the one that is configured as k1\./],
  [
    'AccessDeniedException',
    'KeyServiceError',
    /did not unwrap .* the key k1: AccessDeniedException: not for you$/,
  ],
  ['DisabledException', 'KeyServiceError', /did not unwrap .* the key k1: DisabledException/],
  ['KMSInvalidStateException', 'KeyServiceError', /did not unwrap .* the key k1: KMSInvalidStateException/],
])('tells of %s as a %s', async (error, name, message) => {
  const kms = await startKms();
  const arn = kms.create('one');
  const { vault } = await vaultOf(envOf(kms, `k1=${arn}`));
  const sealed = await vault.seal(SECRET, BINDING);
  kms.refuse(arn, error, 'not\n for you');

  const failure = await vault.open(sealed, BINDING).catch((thrown: Error) => thrown);

  expect(failure).toMatchObject({ name, message: expect.stringMatching(message) as string });
  expect(failure).not.toHaveProperty('cause');
});

it('is refused where the access key is another one', async () => {
  const kms = await startKms();
  const { vault } = await vaultOf({
    ...envOf(kms, `k1=${kms.create('one')}`),
    AWS_SECRET_ACCESS_KEY: 'another-secret',
  });

  const failure = await vault.seal(SECRET, BINDING).catch(String);

  expect(failure).toMatch(/InvalidSignatureException/);
  expect(failure).not.toContain('another-secret');
});

it('says that the service is out of reach', async () => {
  const { vault } = await vaultOf({
    ...ACCESS,
    CREDENTIAL_AWS_KMS_ENDPOINT: 'http://127.0.0.1:1',
    CREDENTIAL_AWS_KMS_KEYS: `k1=${arnOf('one')}`,
  });

  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow(
    /^AWS KMS did not wrap a data key under the key k1: /,
  );
});

it('waits no longer than 10 s for a service that does not answer', async () => {
  const { url, times } = await silentService();
  const env = envOf(await startKms(), `k1=${arnOf('one')}`);
  const { vault } = await vaultOf({ ...env, CREDENTIAL_AWS_KMS_ENDPOINT: url });

  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow('no answer in time');
  expect(times()).toEqual([10_000]);
});
