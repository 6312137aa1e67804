import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { afterTest } from '../../support/cleanup.js';

/** A request that the stand-in has answered. */
export interface TransitRequest {
  readonly path: string;
  readonly token: string | undefined;
  readonly namespace: string | undefined;
  readonly body: Record<string, unknown>;
}

/** A stand-in for Transit on a socket. */
export interface Transit {
  readonly url: string;
  readonly requests: TransitRequest[];
  /** The tokens that may use keys. */
  readonly tokens: Set<string>;
  /** Makes a key with one version. */
  create(name: string): void;
  /** Adds a version to a key. */
  rotate(name: string): void;
  /** Refuses older versions from now on. */
  minDecryptionVersion(name: string, version: number): void;
  /** Leaves the associated data out from now on, as a service would that does not know it. */
  forgetBinding(): void;
  /** Answers the next requests with these statuses. */
  failNext(...statuses: number[]): void;
}

/**
 * A stand-in for the Transit engine of HashiCorp Vault and OpenBao, because neither can run here: `encrypt` and `decrypt` of
 * aes256-gcm96 keys with `associated_data` and `key_version`, the token and namespace headers, and the errors as the sources of
 * OpenBao word them.
 */
export async function startTransit(mount = 'transit'): Promise<Transit> {
  const keys = new Map<string, { versions: Buffer[]; min: number }>();
  const tokens = new Set(['a-token-of-tests']);
  const failures: number[] = [];
  let binds = true;
  const requests: TransitRequest[] = [];

  const answer = (
    { url = '', method = '', headers }: IncomingMessage,
    text: string,
  ): readonly [number, object] => {
    const failure = failures.shift();
    if (failure) return [failure, { errors: failure === 503 ? ['Vault is sealed'] : [] }];
    const token = headers['x-vault-token'] as string | undefined;
    const body = JSON.parse(text) as Record<string, unknown>;
    requests.push({ path: url, token, namespace: headers['x-vault-namespace'] as string | undefined, body });
    const [, at, work, name = ''] = /^\/v1\/(.+)\/(encrypt|decrypt)\/([\w.-]+)$/.exec(url) ?? [];
    if (at !== mount || !['POST', 'PUT'].includes(method)) {
      return [404, { errors: [`no handler for route "${url.slice(4)}". route entry not found.`] }];
    }
    const key = keys.get(name);
    // A token without the capability "create" may not make a key by naming it.
    if (!tokens.has(token ?? '') || (work === 'encrypt' && !key)) {
      return [403, { errors: ['1 error occurred:\n\t* permission denied\n\n'] }];
    }
    if (!key) return [400, { errors: ['encryption key not found'] }];
    const aad = Buffer.from(binds ? String(body['associated_data'] ?? '') : '', 'base64');
    if (work === 'encrypt') {
      const version = Number(body['key_version'] ?? key.versions.length);
      const secret = key.versions[version - 1];
      if (!secret)
        return [400, { errors: ['requested version for encryption is higher than the latest key version'] }];
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(aad);
      const box = [cipher.update(String(body['plaintext']), 'base64'), cipher.final()];
      const ciphertext = Buffer.concat([iv, ...box, cipher.getAuthTag()]).toString('base64');
      return [200, { data: { ciphertext: `vault:v${version}:${ciphertext}`, key_version: version } }];
    }
    const [, version = '', encoded = ''] = /^vault:v(\d+):(.*)$/.exec(String(body['ciphertext'])) ?? [];
    if (version === '') return [400, { errors: ['invalid ciphertext: no prefix'] }];
    if (Number(version) > key.versions.length)
      return [400, { errors: ['invalid ciphertext: version is too new'] }];
    if (Number(version) < key.min) {
      return [400, { errors: ['ciphertext or signature version is disallowed by policy (too old)'] }];
    }
    try {
      const bytes = Buffer.from(encoded, 'base64');
      const secret = key.versions[Number(version) - 1] as Buffer;
      const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(aad)
        .setAuthTag(bytes.subarray(-16));
      const plaintext = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
      return [200, { data: { plaintext: plaintext.toString('base64') } }];
    } catch {
      return [400, { errors: ['cipher: message authentication failed'] }];
    }
  };

  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const [status, content] = answer(request, body.toString());
      const headers = {
        'content-type': 'application/json',
        ...(status === 307 && { location: '/elsewhere' }),
      };
      response.writeHead(status, headers).end(JSON.stringify(content));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const keyOf = (name: string): { versions: Buffer[]; min: number } => {
    const key = keys.get(name);
    if (!key) throw new Error(`There is no key ${name}.`);
    return key;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    tokens,
    create: (name) => void keys.set(name, { versions: [randomBytes(32)], min: 0 }),
    rotate: (name) => void keyOf(name).versions.push(randomBytes(32)),
    minDecryptionVersion: (name, version) => void (keyOf(name).min = version),
    forgetBinding: () => void (binds = false),
    failNext: (...statuses) => void failures.push(...statuses),
  };
}
