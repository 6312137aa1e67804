import { createHash } from 'node:crypto';
import type { S3Access } from './archive-settings.js';
import { ArchiveStoreError, MAX_FILE_BYTES, type ArchiveStore } from './archive-store.js';

const RETRIES = 3;
const DEADLINE_MS = 60_000;
const MAX_ERROR_BYTES = 16_384;

/** A bucket and the beginning of the names in it. */
export interface S3Location {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
}

const LOCATION = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]{0,512}))?$/;

/** The location in `s3://bucket/prefix`; undefined for another text. */
export function s3LocationIn(text: string): S3Location | undefined {
  const [, bucket, path = ''] = LOCATION.exec(text) ?? [];
  const parts = path.split('/').filter((part) => part !== '');
  if (bucket === undefined || parts.some((part) => part === '.' || part === '..')) return undefined;
  return { bucket, prefix: parts.join('/') };
}

/**
 * Archives in a bucket of AWS S3, or of a store that speaks its protocol. The proxy of `HTTPS_PROXY` is obeyed, because requests go
 * through the `fetch` of the process.
 */
export async function s3Store({ bucket, prefix }: S3Location, access: S3Access): Promise<ArchiveStore> {
  const { AwsClient } = await import('aws4fetch');
  const place = `s3://${bucket}${prefix && `/${prefix}`}`;
  const base = baseOf(bucket, access);
  const client = async (): Promise<InstanceType<typeof AwsClient>> =>
    new AwsClient({
      ...(await credentialsOf(access)),
      service: 's3',
      region: access.region,
      retries: RETRIES,
    });
  const send = async (name: string, init: RequestInit): Promise<Response> => {
    const url = `${base}/${[prefix, name].filter(Boolean).join('/')}`;
    const signer = await client();
    try {
      return await signer.fetch(url, {
        ...init,
        redirect: 'manual',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    } catch (error) {
      throw new ArchiveStoreError(`${place} did not answer: ${reasonOf(error)}.`);
    }
  };
  return {
    place,
    read: async (name) => {
      const response = await send(name, { method: 'GET', headers: { 'x-amz-content-sha256': sha256('') } });
      if (response.status === 200) return bodyOf(response, MAX_FILE_BYTES, `${place}/${name}`);
      const refusal = await refusalOf(response);
      if (response.status === 404 && refusal.code !== 'NoSuchBucket') return undefined;
      throw new ArchiveStoreError(`${place}/${name} cannot be read: ${refusal.text}.`);
    },
    write: async (name, content) => {
      const response = await send(name, {
        method: 'PUT',
        body: new Uint8Array(content),
        headers: {
          'content-type': name.endsWith('.json') ? 'application/json' : 'application/x-ndjson',
          'if-none-match': '*',
          'x-amz-content-sha256': sha256(content),
          // Buckets with a retention of their own take no object without a checksum.
          'x-amz-checksum-sha256': sha256(content, 'base64'),
        },
      });
      const refusal = await refusalOf(response);
      if (response.ok || response.status === 412) return;
      throw new ArchiveStoreError(`${place}/${name} cannot be written: ${refusal.text}.`);
    },
  };
}

/** A bucket with dots in its name is not covered by the certificate of AWS; other stores may serve no names of buckets. */
function baseOf(bucket: string, { endpoint, region }: S3Access): string {
  if (endpoint) return `${endpoint.href.replace(/\/+$/, '')}/${bucket}`;
  return bucket.includes('.')
    ? `https://s3.${region}.amazonaws.com/${bucket}`
    : `https://${bucket}.s3.${region}.amazonaws.com`;
}

async function credentialsOf({ credentials }: S3Access): Promise<NonNullable<S3Access['credentials']>> {
  if (credentials) return credentials;
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider()().catch(() => {
    throw new ArchiveStoreError(
      'There are no credentials for the bucket. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run with a role of AWS.',
    );
  });
}

async function bodyOf(response: Response, most: number, what: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > most) throw new ArchiveStoreError(`${what} is larger than any file of an archive.`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ArchiveStoreError) throw error;
    throw new ArchiveStoreError(`${what} broke off: ${reasonOf(error)}.`);
  }
  return Buffer.concat(chunks);
}

/** What a store says of a request that it refused: the status and the code in its XML, none of its other words. */
async function refusalOf(response: Response): Promise<{ readonly code: string; readonly text: string }> {
  const body = await bodyOf(response, MAX_ERROR_BYTES, 'The answer').catch(() => Buffer.alloc(0));
  const code = /<Code>(\w{1,64})<\/Code>/.exec(body.toString())?.[1] ?? '';
  const isElsewhere = response.status >= 300 && response.status < 400;
  const hint = isElsewhere ? ': the bucket is in another region; set AUDIT_ARCHIVE_S3_REGION' : '';
  return { code, text: `${response.status}${code && ` ${code}`}${hint}` };
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? name ?? 'error');
}

const sha256 = (data: string | Buffer, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHash('sha256').update(data).digest(encoding);
