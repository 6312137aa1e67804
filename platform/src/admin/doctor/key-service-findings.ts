import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { CredentialKeys } from 'anthropic-admin-connector';
import { VaultError } from 'anthropic-admin-connector/vault';
import type { InstallationSettings } from '../../config/platform.config.js';
import { fingerprintKeyId } from '../../keys/fingerprint-key.js';
import { KeyServiceError } from '../../keys/service-keys.js';
import { VAULT_DOMAIN } from '../../security/vault-domain.js';
import type { KeyringHome } from '../keyring-home.js';
import type { Finding } from './finding.js';

const DATA_KEY_BYTES = 32;

/**
 * Wraps and unwraps a data key under the active key of a service, as saving and using a connection do: an outage, a missing
 * permission and a disabled key show before they are needed. Then it tries another binding, which the service must refuse.
 */
export async function serviceFindings(
  home: KeyringHome,
  { provider }: CredentialKeys,
  { environment }: InstallationSettings,
  env: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  if (home.kind !== 'service') return [];
  const active = await provider.activeKeyId();
  const contextOf = (tenant: string): Uint8Array =>
    Buffer.from(
      JSON.stringify([VAULT_DOMAIN, 'data-key', 1, environment, tenant, 'doctor', 'doctor', 1, active]),
    );
  const opens = async (wrapped: Uint8Array, tenant: string): Promise<boolean> => {
    const key = await provider.unwrap(active, wrapped, contextOf(tenant));
    return key.length === DATA_KEY_BYTES && timingSafeEqual(key, dataKey);
  };
  const dataKey = randomBytes(DATA_KEY_BYTES);
  try {
    const wrapped = await provider.wrap(active, dataKey, contextOf('doctor'));
    if (!(await opens(wrapped, 'doctor')))
      return [problem(`${home.name} unwraps another data key than it was given.`)];
    const binds = await opens(wrapped, 'another').then(() => false, isNotAuthentic);
    if (!binds) {
      return [
        problem(
          `${home.name} unwraps a data key for another tenant as well: it does not authenticate the binding. Use a version and a type of key that do.`,
        ),
      ];
    }
  } catch (error) {
    if (error instanceof KeyServiceError || error instanceof VaultError) return [problem(error.message)];
    throw error;
  }
  return [
    { level: 'ok', about: 'keyring', message: `${home.name} wraps and unwraps under the key ${active}` },
    ...fingerprintFindings(active, env),
  ];
}

const problem = (message: string): Finding => ({ level: 'problem', about: 'keyring', message });

/** @throws the error where it is another one. */
function isNotAuthentic(error: unknown): true {
  if (error instanceof VaultError && error.code === 'not_authentic') return true;
  throw error;
}

function fingerprintFindings(active: string, env: NodeJS.ProcessEnv): Finding[] {
  const wrapping = fingerprintKeyId(env);
  if (wrapping === active) return [];
  const under =
    wrapping === undefined
      ? 'The fingerprint key is not wrapped by the service'
      : `The fingerprint key is wrapped under ${wrapping}`;
  const message = `${under}. To wrap it under ${active}: npm run -s admin -- keys fingerprint`;
  return [{ level: 'note', about: 'keyring', message }];
}
