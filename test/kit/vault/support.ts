import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { SecretString } from '../../../src/kit/vault/secret-string.js';
import { CredentialVault, Keyring, type CredentialBinding } from '../../../src/kit/vault/index.js';
import { afterSuite } from '../../support/cleanup.js';

export const CANARY = 'sk-ant-admin01-canary-0123456789abcdefghij';

export const secretOf = (text = CANARY): SecretString => new SecretString(text);

/** The application of stored records; the known answers of format 1 hold it. */
export const DOMAIN = 'anthropic-admin-connector';

export const BINDING: CredentialBinding = {
  environment: 'production',
  tenantId: 'tenant-a',
  connector: 'anthropic',
  name: 'default',
  revision: 3,
};

export const someKey = (): KeyObject => createSecretKey(randomBytes(32));

export const keyringOf = (keys: Record<string, KeyObject>, active = Object.keys(keys)[0] ?? ''): Keyring =>
  new Keyring(
    active,
    Object.entries(keys).map(([id, key]) => ({ id, key })),
  );

export const vaultOf = (keys: Record<string, KeyObject>, active?: string): CredentialVault =>
  new CredentialVault(keyringOf(keys, active), DOMAIN);

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });

export const anyBinding: fc.Arbitrary<CredentialBinding> = fc.record({
  environment: text,
  tenantId: text,
  connector: text,
  name: text,
  revision: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
});

export const anySecret = text;

/** The code of the error that some work ends with. */
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'opened',
    (error: { code?: string; name: string }) => error.code ?? error.name,
  );

/** What some work fails with. */
export const errorOf = (work: () => unknown): Promise<Error> =>
  Promise.resolve()
    .then(work)
    .then(
      () => new Error('it did not fail'),
      (error: Error) => error,
    );

/** A new folder, gone when the tests of the file are over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vault-'));
  afterSuite(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy with one bit turned over. */
export function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** Tells whether bytes hold a run of `length` bytes of other bytes. */
export function sharesRun(haystack: Uint8Array, needle: Uint8Array, length: number): boolean {
  const where = Buffer.from(haystack);
  return Array.from({ length: Math.max(0, needle.length - length + 1) }, (_, at) => at).some((at) =>
    where.includes(Buffer.from(needle.subarray(at, at + length))),
  );
}
