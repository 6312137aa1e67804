import {
  CredentialVault,
  SecretString,
  type KeyProvider,
  type SealedCredential,
} from 'anthropic-admin-connector/vault';
import { invalidValue, SettingsError } from '../config/environment.js';

/** The variable of the fingerprint key: the key itself in base64, or wrapped by a key of the service. */
export const FINGERPRINT_VARIABLE = 'CREDENTIAL_FINGERPRINT_KEY';

const FORMAT = 1;
const WRAPPED = /^([a-z0-9][a-z0-9_-]{0,31}):([A-Za-z0-9+/=]{1,4096})\.([A-Za-z0-9+/=]{1,4096})$/;

/** The given value, if there is one. */
export const fingerprintValue = (env: NodeJS.ProcessEnv): string | undefined =>
  env[FINGERPRINT_VARIABLE]?.trim() || undefined;

/** Id of the key that the fingerprint key is wrapped under; undefined where it is not wrapped. */
export const fingerprintKeyId = (env: NodeJS.ProcessEnv): string | undefined => fingerprintRecord(env)?.keyId;

/** The sealed fingerprint key; undefined where the variable holds the key itself. */
export function fingerprintRecord(env: NodeJS.ProcessEnv): SealedCredential | undefined {
  const value = fingerprintValue(env);
  if (value === undefined || !value.includes(':')) return undefined;
  const [, keyId, wrappedKey, payload] = WRAPPED.exec(value) ?? [];
  if (keyId === undefined || wrappedKey === undefined || payload === undefined) {
    const desc = 'a key in base64, or what this prints: npm run -s admin -- keys fingerprint --new';
    throw new SettingsError(invalidValue(FINGERPRINT_VARIABLE, { desc, example: 'k1:<base64>.<base64>' }));
  }
  return { format: FORMAT, keyId, wrappedKey: bytesOf(wrappedKey), payload: bytesOf(payload) };
}

/** Wraps and opens the fingerprint key of an installation as a vault does a credential: it opens in no other environment. */
export class FingerprintVault {
  private readonly vault: CredentialVault;
  private readonly binding;

  constructor(keys: KeyProvider, domain: string, environment: string) {
    this.vault = new CredentialVault(keys, domain);
    const platform = { tenantId: 'platform', connector: 'platform', name: 'fingerprint-key' };
    this.binding = { environment, ...platform, revision: 1 };
  }

  /** The key in base64. */
  async open(sealed: SealedCredential): Promise<string> {
    return (await this.vault.open(sealed, this.binding)).reveal();
  }

  /** The value of the variable for a key in base64, wrapped under the active key. */
  async wrap(key: string): Promise<string> {
    const { keyId, wrappedKey, payload } = await this.vault.seal(new SecretString(key), this.binding);
    return `${keyId}:${textOf(wrappedKey)}.${textOf(payload)}`;
  }
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
