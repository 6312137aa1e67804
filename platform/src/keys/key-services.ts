import { isKeyId, KEY_ID_FORMAT } from 'anthropic-admin-connector/vault';
import { AWS_VARIABLES, awsCredentialsIn } from '../config/aws-credentials.js';
import {
  invalidValue,
  httpUrl,
  isProtected,
  optional,
  readEnvironment,
  secret,
  SettingsError,
  trimmed,
  withDefault,
} from '../config/environment.js';
import type { AwsKmsKey } from './aws-kms.js';
import type { ServiceKey } from './service-keys.js';
import type { TransitAccess, TransitKey } from './vault-transit.js';

const protectedUrl = (text: string): string | undefined =>
  httpUrl(text) !== undefined && isProtected(new URL(text)) ? text : undefined;

/** The environment variables of the keys that a service keeps. */
export const KEY_SERVICE_VARIABLES = {
  CREDENTIAL_AWS_KMS_KEYS: optional(awsKmsKeysIn, {
    desc: `key ids with the ARNs of keys (no alias), each once, separated by commas; an id has ${KEY_ID_FORMAT}`,
    example: 'k1=arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  }),
  CREDENTIAL_AWS_KMS_ENDPOINT: optional(protectedUrl, {
    desc: 'the https URL of an endpoint of AWS KMS (http on this machine alone)',
    example: 'https://vpce-0abc-123.kms.eu-central-1.vpce.amazonaws.com',
  }),
  CREDENTIAL_VAULT_TRANSIT_KEYS: optional(transitKeysIn, {
    desc: `key ids with the name and the version of keys of Transit, each once, separated by commas; an id has ${KEY_ID_FORMAT}`,
    example: 'k2=admin-keys:2,k1=admin-keys:1',
  }),
  CREDENTIAL_VAULT_ADDR: optional(protectedUrl, {
    desc: 'the https URL of HashiCorp Vault or OpenBao (http on this machine alone)',
    example: 'https://vault.example.com:8200',
  }),
  CREDENTIAL_VAULT_MOUNT: withDefault((text) => (/^\w[\w.-]*(\/\w[\w.-]*)*$/.test(text) ? text : undefined), {
    desc: 'the path that Transit is mounted at',
    example: 'transit',
    default: 'transit',
  }),
  CREDENTIAL_VAULT_NAMESPACE: optional((text) => (/^[\w./-]+$/.test(text) ? text : undefined), {
    desc: 'a namespace',
    example: 'platform/production',
  }),
  CREDENTIAL_VAULT_TOKEN: secret(
    optional((text) => (/^[\x21-\x7e]{1,4096}$/.test(text.trim()) ? text.trim() : undefined), {
      desc: 'a token of HashiCorp Vault or OpenBao',
      example: 'what "vault token create -policy=admin-keys -period=24h" prints',
    }),
  ),
  CREDENTIAL_VAULT_TOKEN_FILE: optional(trimmed(), {
    desc: 'the path of the file in which an agent keeps the token',
    example: '/run/vault/token',
  }),
  ...AWS_VARIABLES,
};

/** A service that keeps the key-encryption keys. */
export interface KeyService {
  readonly name: 'AWS KMS' | 'Transit';
  /** The variable that lists its keys. */
  readonly variable: 'CREDENTIAL_AWS_KMS_KEYS' | 'CREDENTIAL_VAULT_TRANSIT_KEYS';
  /** Our ids of its keys; the first one wraps unless another is named. */
  readonly ids: readonly string[];
  /** Makes the keys; it sends nothing. */
  open(): Promise<ReadonlyMap<string, ServiceKey>>;
}

/**
 * The service that the environment names; undefined where the keys are in a keyring.
 * @throws SettingsError that names the variable which is wrong or missing, and shows a valid value.
 */
export function keyServiceIn(env: NodeJS.ProcessEnv): KeyService | undefined {
  const values = readEnvironment(KEY_SERVICE_VARIABLES, env);
  const { CREDENTIAL_AWS_KMS_KEYS: awsKeys, CREDENTIAL_VAULT_TRANSIT_KEYS: transit } = values;
  if (awsKeys && transit) {
    throw new SettingsError('Set CREDENTIAL_AWS_KMS_KEYS or CREDENTIAL_VAULT_TRANSIT_KEYS, not both.');
  }
  if (awsKeys) {
    const access = {
      endpoint: values.CREDENTIAL_AWS_KMS_ENDPOINT,
      credentials: awsCredentialsIn(env),
    };
    return {
      name: 'AWS KMS',
      variable: 'CREDENTIAL_AWS_KMS_KEYS',
      ids: awsKeys.map(({ id }) => id),
      open: async () => (await import('./aws-kms.js')).awsKmsKeys(awsKeys, access),
    };
  }
  if (!transit) return undefined;
  const access = transitAccessFrom(values);
  return {
    name: 'Transit',
    variable: 'CREDENTIAL_VAULT_TRANSIT_KEYS',
    ids: transit.map(({ id }) => id),
    open: async () => (await import('./vault-transit.js')).transitKeys(transit, access),
  };
}

type Values = ReturnType<typeof readEnvironment<typeof KEY_SERVICE_VARIABLES>>;

function transitAccessFrom(values: Values): TransitAccess {
  const { CREDENTIAL_VAULT_ADDR: address, CREDENTIAL_VAULT_TOKEN: text } = values;
  const { CREDENTIAL_VAULT_TOKEN_FILE: file } = values;
  if (address === undefined) throw missing('CREDENTIAL_VAULT_ADDR');
  if (text !== undefined && file !== undefined) {
    throw new SettingsError('Set CREDENTIAL_VAULT_TOKEN or CREDENTIAL_VAULT_TOKEN_FILE, not both.');
  }
  const token = file !== undefined ? { file } : text !== undefined ? { text } : undefined;
  if (token === undefined) throw missing('CREDENTIAL_VAULT_TOKEN_FILE');
  return {
    address,
    mount: values.CREDENTIAL_VAULT_MOUNT,
    namespace: values.CREDENTIAL_VAULT_NAMESPACE,
    token,
  };
}

const missing = (name: 'CREDENTIAL_VAULT_ADDR' | 'CREDENTIAL_VAULT_TOKEN_FILE'): SettingsError =>
  new SettingsError(
    `${invalidValue(name, KEY_SERVICE_VARIABLES[name])} CREDENTIAL_VAULT_TRANSIT_KEYS requires it.`,
  );

const AWS_KEY = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,128}$/;

function awsKmsKeysIn(text: string): readonly AwsKmsKey[] | undefined {
  const keys = entriesOf(text);
  if (!keys?.every(([, arn]) => AWS_KEY.test(arn))) return undefined;
  return keys.map(([id, arn]) => ({ id, arn }));
}

// At most nine digits: a longer number is not exact.
const TRANSIT_KEY = /^(\w[\w.-]{0,127}):([1-9]\d{0,8})$/;

function transitKeysIn(text: string): readonly TransitKey[] | undefined {
  const keys = entriesOf(text)?.map(([id, key]) => {
    const [, name = '', version] = TRANSIT_KEY.exec(key) ?? [];
    return { id, name, version: Number(version) };
  });
  return keys?.every(({ name }) => name !== '') ? keys : undefined;
}

/** The entries `id=value`; undefined where one has another form, or an id or a value occurs twice. */
function entriesOf(text: string): readonly (readonly [id: string, value: string])[] | undefined {
  const entries = text.split(',').map((entry) => {
    const [id = '', ...value] = entry.trim().split('=');
    return [id, value.join('=')] as const;
  });
  const areUnique = [0, 1].every(
    (part) => new Set(entries.map((entry) => entry[part])).size === entries.length,
  );
  return areUnique && entries.every(([id]) => isKeyId(id)) ? entries : undefined;
}
