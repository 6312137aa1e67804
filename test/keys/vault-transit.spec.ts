import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretString } from 'anthropic-admin-connector/vault';
import { afterTest } from '../support/cleanup.js';
import { BINDING, silentService, vaultOf, type ServiceEnvironment } from './support/services.js';
import { startTransit, type Transit } from './support/transit.js';

// A stand-in answers in place of the service; test/keys/support/transit.ts says what of it is real.

const SECRET = new SecretString('the key of an organization');

const envOf = (transit: Transit, keys = 'k1=admin-keys:1'): ServiceEnvironment => ({
  CREDENTIAL_VAULT_ADDR: `${transit.url}/`,
  CREDENTIAL_VAULT_TOKEN: 'a-token-of-tests',
  CREDENTIAL_VAULT_TRANSIT_KEYS: keys,
});

async function withKey(): Promise<Transit> {
  const transit = await startTransit();
  transit.create('admin-keys');
  return transit;
}

it('encrypts and decrypts the data key alone, with the binding as associated data', async () => {
  const transit = await withKey();
  const { vault } = await vaultOf({ ...envOf(transit), CREDENTIAL_VAULT_NAMESPACE: 'platform/eu' });

  const sealed = await vault.seal(SECRET, BINDING);

  expect((await vault.open(sealed, BINDING)).reveal()).toBe(SECRET.reveal());
  expect(Buffer.from(sealed.wrappedKey).toString()).toMatch(/^vault:v1:/);
  const bound = '["acme","data-key",1,"production","tenant one","anthropic","default",3,"k1"]';
  const associated_data = Buffer.from(bound).toString('base64');
  const headers = { token: 'a-token-of-tests', namespace: 'platform/eu' };
  expect(transit.requests).toEqual([
    {
      path: '/v1/transit/encrypt/admin-keys',
      ...headers,
      body: { plaintext: expect.stringMatching(/^.{43}=$/) as string, associated_data, key_version: 1 },
    },
    {
      path: '/v1/transit/decrypt/admin-keys',
      ...headers,
      body: { ciphertext: Buffer.from(sealed.wrappedKey).toString(), associated_data },
    },
  ]);
});

it('opens a record for no other binding and under no other key', async () => {
  const transit = await withKey();
  transit.rotate('admin-keys');
  const { vault } = await vaultOf(envOf(transit, 'k1=admin-keys:1,k2=admin-keys:2'));
  const sealed = await vault.seal(SECRET, BINDING);
  const other = Buffer.from(`vault:v1:${Buffer.alloc(60).toString('base64')}`);

  const opened = await Promise.allSettled([
    vault.open(sealed, { ...BINDING, tenantId: 'mallory' }),
    vault.open({ ...sealed, keyId: 'k2' }, BINDING),
    vault.open({ ...sealed, wrappedKey: other }, BINDING),
    vault.open({ ...sealed, wrappedKey: new Uint8Array(60) }, BINDING),
    vault.open({ ...sealed, keyId: 'k9' }, BINDING),
  ]);

  expect(opened.map((each) => each.status === 'rejected' && (each.reason as { code: string }).code)).toEqual([
    ...Array<string>(4).fill('not_authentic'),
    'unknown_key',
  ]);
});

it('reads the file of the token for each request, because an agent replaces it', async () => {
  const transit = await withKey();
  const folder = await mkdtemp(join(tmpdir(), 'transit-'));
  afterTest(() => rm(folder, { recursive: true }));
  const file = join(folder, 'token');
  await writeFile(file, 'a-token-of-tests\n', { mode: 0o640 });
  const { CREDENTIAL_VAULT_TOKEN: _, ...env } = envOf(transit);
  const { vault } = await vaultOf({ ...env, CREDENTIAL_VAULT_TOKEN_FILE: file });
  await vault.seal(SECRET, BINDING);
  transit.tokens.clear();
  transit.tokens.add('the-next-one');
  const refused = await vault.seal(SECRET, BINDING).catch(String);
  await writeFile(file, 'the-next-one');

  await vault.seal(SECRET, BINDING);
  await writeFile(file, 'two\nlines');

  expect(refused).toMatch(
    /did not encrypt .* \(admin-keys, version 1\): 403: 1 error occurred: \* permission denied$/,
  );
  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow(
    `${file} must hold a token of Transit and nothing else.`,
  );
  await chmod(file, 0o644);
  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow(`${file} (every user can read it; give it`);
  await rm(file);
  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow(`cannot be read from ${file} (ENOENT)`);
  execFileSync('mkfifo', [file]);
  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow(`${file} (it is not a regular file)`);
});

it('asks again while a node is sealed or busy, and gives up in the end', async () => {
  const transit = await withKey();
  const { vault } = await vaultOf(envOf(transit));
  transit.failNext(503, 429);
  await vault.seal(SECRET, BINDING);
  transit.failNext(503, 503, 503);

  const failure = await vault.seal(SECRET, BINDING).catch(String);

  expect(failure).toMatch(/did not encrypt .*: 503: Vault is sealed$/);
});

it('follows no redirect, which would carry the token elsewhere', async () => {
  const transit = await withKey();
  const { vault } = await vaultOf(envOf(transit));
  transit.failNext(307);

  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow(
    /: 307: a redirect; name the address of the active node$/,
  );
  expect(transit.requests).toEqual([]);
});

it('tells of a version that is ended, and of a key that is gone', async () => {
  const transit = await withKey();
  transit.rotate('admin-keys');
  const { vault } = await vaultOf(envOf(transit, 'k1=admin-keys:1'));
  const sealed = await vault.seal(SECRET, BINDING);
  transit.minDecryptionVersion('admin-keys', 2);

  const ended = await vault.open(sealed, BINDING).catch((error: Error) => error);

  expect(ended).toMatchObject({
    code: 'unknown_key',
    message: expect.stringMatching(/admin-keys in version 1, which is configured as k1: .*too old/) as string,
  });
  const { vault: absent } = await vaultOf(envOf(transit, 'k1=absent:1'));
  await expect(absent.open(sealed, BINDING)).rejects.toMatchObject({ code: 'unknown_key' });
});

it('says that the service is out of reach, without the token', async () => {
  const { vault } = await vaultOf({
    CREDENTIAL_VAULT_ADDR: 'http://127.0.0.1:1',
    CREDENTIAL_VAULT_TOKEN: 'a-token-of-tests',
    CREDENTIAL_VAULT_TRANSIT_KEYS: 'k1=admin-keys:1',
  });

  const failure = await vault.seal(SECRET, BINDING).catch((error: Error) => error.stack);

  expect(failure).toMatch(/Transit did not encrypt .*: ECONNREFUSED/);
  expect(failure).not.toContain('a-token-of-tests');
});

it('waits no longer than 10 s for a service that does not answer', async () => {
  const { url, times } = await silentService();
  const { vault } = await vaultOf({ ...envOf(await withKey()), CREDENTIAL_VAULT_ADDR: url });

  await expect(vault.seal(SECRET, BINDING)).rejects.toThrow('no answer in time');
  expect(times()).toEqual([10_000]);
});
