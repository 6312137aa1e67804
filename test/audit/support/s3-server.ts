import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterTest } from '../../support/cleanup.js';

/** The access key that the store knows. */
export const S3_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIATESTTESTTEST',
  AWS_SECRET_ACCESS_KEY: 'a-secret-access-key-of-the-tests',
};

const REGION = 'eu-central-1';

/** A stand-in for an S3-compatible store: objects in memory behind a real socket. */
export interface S3Server {
  /** The variables that reach it. */
  readonly env: Record<string, string>;
  /** Objects by `/bucket/name`. */
  readonly objects: Map<string, Buffer>;
  /** The requests with their statuses, such as `PUT /bucket/name 200`. */
  readonly log: string[];
  /** Called before a request is answered; what it returns is the answer. */
  before: (request: string) => { readonly status: number; readonly code: string } | undefined;
}

/**
 * Starts a store with the bucket `audit`. It does what archives ask of one: `PutObject` with `If-None-Match` and a checksum, and
 * `GetObject`. The signature of each request is computed again by the signer of the AWS SDK, which the platform does not use.
 */
export async function startS3(): Promise<S3Server> {
  const store: S3Server = { env: {}, objects: new Map(), log: [], before: () => undefined };
  const server = createServer((request, response) => {
    void answerTo(request, store).then(({ status, body }) => {
      store.log.push(`${request.method} ${request.url} ${status}`);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterTest(() => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  Object.assign(store.env, {
    AUDIT_ARCHIVE_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    AUDIT_ARCHIVE_S3_REGION: REGION,
    ...S3_CREDENTIALS,
  });
  return store;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer | string;
}

const refusal = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>m</Message></Error>`,
});

async function answerTo(request: IncomingMessage, { objects, before }: S3Server): Promise<Answer> {
  const { method = '', url = '', headers } = request;
  const body = await buffer(request);
  const fault = await faultOf(request, body);
  if (fault) return refusal(fault === 'BadDigest' ? 400 : 403, fault);
  const own = before(`${method} ${url}`);
  if (own) return refusal(own.status, own.code);
  if (!url.startsWith('/audit/')) return refusal(404, 'NoSuchBucket');
  const object = objects.get(url);
  if (method === 'GET') return object ? { status: 200, body: object } : refusal(404, 'NoSuchKey');
  if (method !== 'PUT') return refusal(405, 'MethodNotAllowed');
  if (object && headers['if-none-match'] === '*') return refusal(412, 'PreconditionFailed');
  objects.set(url, body);
  return { status: 200, body: '' };
}

/** The code of S3 for a request whose signature or digest is not right. */
async function faultOf(
  { method = '', url = '', headers }: IncomingMessage,
  body: Buffer,
): Promise<string | undefined> {
  const { authorization = '' } = headers;
  const [, keyId, names = ''] = /Credential=([^/]+)\/.*SignedHeaders=([^,]+),/.exec(authorization) ?? [];
  if (keyId !== S3_CREDENTIALS.AWS_ACCESS_KEY_ID) return 'InvalidAccessKeyId';
  const signed = names.split(';');
  if (['host', 'x-amz-content-sha256', 'x-amz-date'].some((name) => !signed.includes(name)))
    return 'AccessDenied';
  const headerOf = (name: string): string => String(headers[name] ?? '');
  const digest = createHash('sha256').update(body);
  if (headerOf('x-amz-content-sha256') !== digest.copy().digest('hex')) return 'BadDigest';
  const checksum = headers['x-amz-checksum-sha256'];
  if (checksum !== undefined && checksum !== digest.digest('base64')) return 'BadDigest';
  const date = headerOf('x-amz-date');
  const signer = new SignatureV4({
    credentials: { accessKeyId: keyId, secretAccessKey: S3_CREDENTIALS.AWS_SECRET_ACCESS_KEY },
    region: REGION,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const expected = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: url,
      query: {},
      headers: Object.fromEntries(signed.map((name) => [name, headerOf(name)])),
    },
    { signingDate: new Date(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')) },
  );
  const signatureIn = (text: string): string | undefined => /Signature=([0-9a-f]{64})/.exec(text)?.[1];
  return signatureIn(authorization) !== undefined &&
    signatureIn(authorization) === signatureIn(String(expected.headers['authorization']))
    ? undefined
    : 'SignatureDoesNotMatch';
}

class Sha256 {
  #hash: Hash | Hmac;

  constructor(private readonly secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = this.#fresh();
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#fresh();
  }

  #fresh(): Hash | Hmac {
    return this.secret === undefined
      ? createHash('sha256')
      : createHmac('sha256', this.secret as NodeJS.ArrayBufferView);
  }
}
