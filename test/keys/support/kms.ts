import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { afterTest } from '../../support/cleanup.js';

/** The access key that the stand-in knows. */
export const ACCESS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'a-secret-of-tests' };

export const arnOf = (name: string, region = 'eu-central-1'): string =>
  `arn:aws:kms:${region}:111122223333:key/${name}`;

/** A request that the stand-in has answered. */
export interface KmsRequest {
  readonly operation: string;
  readonly keyId: string;
  readonly context: Record<string, string>;
}

/** A stand-in for AWS KMS on a socket. */
export interface Kms {
  readonly url: string;
  readonly requests: KmsRequest[];
  /** Makes a key and returns its ARN. */
  create(name: string, region?: string): string;
  /** Answers requests for a key with this error from now on. */
  refuse(arn: string, error: string, message?: string): void;
  /** Answers the next request, whatever it is for, with this status and error. */
  failOnce(status: number, error: string): void;
}

/**
 * A stand-in for AWS KMS, because none can run here: the documented wire of `Encrypt` and `Decrypt` (JSON 1.1, `X-Amz-Target`, errors
 * by `__type`) for symmetric keys, with the signature of version 4 verified. AES-256-GCM over the encryption context, as the service
 * documents; the bytes of a ciphertext are its own.
 */
export async function startKms(): Promise<Kms> {
  const keys = new Map<string, Buffer>();
  const refused = new Map<string, readonly [error: string, message: string]>();
  const once_: (readonly [status: number, error: string])[] = [];
  const requests: KmsRequest[] = [];

  const answer = (request: IncomingMessage, body: Buffer): readonly [number, object] => {
    const next = once_.shift();
    if (next) return [next[0], { __type: next[1], message: 'once' }];
    if (!isSigned(request, body)) {
      return [400, { __type: 'InvalidSignatureException', message: 'The request signature does not match' }];
    }
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '');
    const input = JSON.parse(body.toString()) as Record<string, string> & {
      EncryptionContext?: Record<string, string>;
    };
    const arn = input['KeyId'] ?? '';
    const context = input.EncryptionContext ?? {};
    requests.push({ operation, keyId: arn, context });
    const key = keys.get(arn);
    if (!key) return [400, { __type: 'NotFoundException', message: `Key '${arn}' does not exist` }];
    const [error, message] = refused.get(arn) ?? [];
    if (error) return [400, { __type: error, message }];
    const aad = Buffer.from(JSON.stringify(Object.entries(context).sort()));
    if (operation === 'Encrypt') {
      const plaintext = Buffer.from(input['Plaintext'] ?? '', 'base64');
      if (plaintext.length < 1 || plaintext.length > 4096) return [400, { __type: 'ValidationException' }];
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad);
      const box = Buffer.concat([cipher.update(plaintext), cipher.final()]);
      const blob = Buffer.concat([digest(arn), iv, cipher.getAuthTag(), box]);
      return [
        200,
        { KeyId: arn, CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      ];
    }
    if (operation !== 'Decrypt') return [400, { __type: 'UnknownOperationException' }];
    const blob = Buffer.from(input['CiphertextBlob'] ?? '', 'base64');
    const owner = [...keys.keys()].find((each) => digest(each).equals(blob.subarray(0, 32)));
    if (owner === undefined) return [400, { __type: 'InvalidCiphertextException' }];
    if (owner !== arn) return [400, { __type: 'IncorrectKeyException' }];
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(32, 44), { authTagLength: 16 })
        .setAAD(aad)
        .setAuthTag(blob.subarray(44, 60));
      const plaintext = Buffer.concat([decipher.update(blob.subarray(60)), decipher.final()]);
      return [
        200,
        { KeyId: arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
      ];
    } catch {
      return [400, { __type: 'InvalidCiphertextException' }];
    }
  };

  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const [status, content] = answer(request, body);
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(content));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    create: (name, region) => {
      const arn = arnOf(name, region);
      keys.set(arn, randomBytes(32));
      return arn;
    },
    refuse: (arn, error, message = '') => void refused.set(arn, [error, message]),
    failOnce: (status, error) => void once_.push([status, error]),
  };
}

const digest = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Whether the request has the signature of version 4 for the key that the stand-in knows. */
function isSigned({ method, url, headers }: IncomingMessage, body: Buffer): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/kms\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, id, day = '', region = '', signed = '', signature] = form.exec(headers.authorization ?? '') ?? [];
  if (id !== ACCESS.AWS_ACCESS_KEY_ID) return false;
  const named = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, url, '', named.join(''), signed, digest(body).toString('hex')].join('\n');
  const scope = `${day}/${region}/kms/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, digest(canonical).toString('hex')].join(
    '\n',
  );
  const key = [day, region, 'kms', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${ACCESS.AWS_SECRET_ACCESS_KEY}`,
  );
  return hmac(key as Buffer, text).toString('hex') === signature;
}
