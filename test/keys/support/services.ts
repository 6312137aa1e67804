import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterTest } from '../../support/cleanup.js';
import { CredentialVault, type KeyProvider } from 'anthropic-admin-connector/vault';
import { loadKeys } from '../../../platform/src/keys/load-keys.js';
import { ACCESS, arnOf, startKms } from './kms.js';
import { startTransit } from './transit.js';

export const DOMAIN = 'acme';
export const BINDING = {
  environment: 'production',
  tenantId: 'tenant one',
  connector: 'anthropic',
  name: 'default',
  revision: 3,
};

/** Variables of a platform whose keys are in a service. */
export type ServiceEnvironment = Record<string, string>;

/** A service with the keys k1 and k2 of the variables, of which k1 wraps. */
export interface TestService {
  readonly env: ServiceEnvironment;
  /** The text of the variable with these ids in this order. */
  keys(...ids: ('k1' | 'k2')[]): string;
  readonly variable: string;
  /** What the service has been asked, such as `encrypt`. */
  asked(): string[];
  /** Makes the key k1 unusable: the service knows it, and refuses. */
  disable(): void;
}

export const fingerprintKey = (): string => randomBytes(32).toString('base64');

export const SERVICES: Readonly<Record<'AWS KMS' | 'Transit', () => Promise<TestService>>> = {
  'AWS KMS': async () => {
    const kms = await startKms();
    const arns = { k1: kms.create('one'), k2: kms.create('two', 'eu-west-1') };
    const variable = 'CREDENTIAL_AWS_KMS_KEYS';
    const keys = (...ids: ('k1' | 'k2')[]): string => ids.map((id) => `${id}=${arns[id]}`).join();
    const env = {
      ...ACCESS,
      CREDENTIAL_AWS_KMS_ENDPOINT: kms.url,
      [variable]: keys('k1', 'k2'),
    };
    return {
      env,
      keys,
      variable,
      asked: () => kms.requests.map(({ operation }) => operation.toLowerCase()),
      disable: () => kms.refuse(arnOf('one'), 'DisabledException', `${arns.k1} is disabled.`),
    };
  },
  Transit: async () => {
    const transit = await startTransit();
    transit.create('admin-keys');
    transit.rotate('admin-keys');
    const variable = 'CREDENTIAL_VAULT_TRANSIT_KEYS';
    const keys = (...ids: ('k1' | 'k2')[]): string =>
      ids.map((id) => `${id}=admin-keys:${id.slice(1)}`).join();
    const env = {
      CREDENTIAL_VAULT_ADDR: transit.url,
      CREDENTIAL_VAULT_TOKEN: 'a-token-of-tests',
      [variable]: keys('k1', 'k2'),
    };
    return {
      env,
      keys,
      variable,
      asked: () => transit.requests.map(({ path }) => path.split('/')[3] ?? ''),
      disable: () => transit.tokens.clear(),
    };
  },
};

/** The provider and a vault over it. */
export async function vaultOf(
  env: ServiceEnvironment,
): Promise<{ readonly provider: KeyProvider; readonly vault: CredentialVault }> {
  const given = { CREDENTIAL_FINGERPRINT_KEY: fingerprintKey(), ...env };
  const { provider } = await loadKeys(given, { production: true, environment: 'production', domain: DOMAIN });
  return { provider, vault: new CredentialVault(provider, DOMAIN) };
}

/** The address of a service that takes requests and answers none, while the time that each may take passes a hundred times faster. */
export async function silentService(): Promise<{ url: string; times: () => number[] }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { timeout } = AbortSignal;
  const spy = jest
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation((ms) => timeout.call(AbortSignal, ms / 100));
  afterTest(() => {
    spy.mockRestore();
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, times: () => spy.mock.calls.map(([ms]) => ms) };
}
