import type { AwsCredentials } from '../config/aws-credentials.js';
import { VaultError, contextPairs } from 'anthropic-admin-connector/vault';
import { KEY_SERVICE_DEADLINE_MS, KeyServiceError, reasonText, type ServiceKey } from './service-keys.js';

/** A symmetric key of AWS KMS. */
export interface AwsKmsKey {
  /** Our id of it. */
  readonly id: string;
  /** `arn:aws:kms:<region>:<account>:key/<key id>` */
  readonly arn: string;
}

/** How the service is reached. */
export interface AwsKmsAccess {
  /** Another endpoint than the public one of the key's region. */
  readonly endpoint: string | undefined;
  /** Undefined: the SDK looks for them, such as in the role of the container or of the machine. */
  readonly credentials: AwsCredentials | undefined;
}

const NO_SUCH_KEY = ['NotFoundException'];
// KMS reports another encryption context, another key and an altered text in these two ways.
const NOT_AUTHENTIC = ['InvalidCiphertextException', 'IncorrectKeyException'];

/**
 * Keys of AWS KMS by our ids: `Encrypt` and `Decrypt` of each data key, with the binding of the record as the encryption context.
 * The SDK is loaded here, so it is loaded only where such keys are configured.
 */
export async function awsKmsKeys(
  keys: readonly AwsKmsKey[],
  { endpoint, credentials }: AwsKmsAccess,
): Promise<ReadonlyMap<string, ServiceKey>> {
  const { KMSClient, EncryptCommand, DecryptCommand } = await import('@aws-sdk/client-kms');
  const clients = new Map<string, InstanceType<typeof KMSClient>>();
  const clientOf = (arn: string): InstanceType<typeof KMSClient> => {
    const [, , , region = ''] = arn.split(':');
    const client =
      clients.get(region) ??
      new KMSClient({
        region,
        maxAttempts: 3,
        requestHandler: { connectionTimeout: 2000, requestTimeout: 4000, throwOnRequestTimeout: true },
        ...(endpoint !== undefined && { endpoint }),
        ...(credentials && { credentials }),
      });
    clients.set(region, client);
    return client;
  };
  return new Map(
    keys.map(({ id, arn }): [string, ServiceKey] => {
      const client = clientOf(arn);
      const within = (): { abortSignal: AbortSignal } => ({
        abortSignal: AbortSignal.timeout(KEY_SERVICE_DEADLINE_MS),
      });
      return [
        id,
        {
          wrap: async (dataKey, context) => {
            const input = { KeyId: arn, Plaintext: dataKey, EncryptionContext: contextPairs(context) };
            const { CiphertextBlob } = await client
              .send(new EncryptCommand(input), within())
              .catch((error: unknown) => refuse('wrap', id, error));
            return present(CiphertextBlob, id);
          },
          unwrap: async (wrappedKey, context) => {
            const input = {
              KeyId: arn,
              CiphertextBlob: wrappedKey,
              EncryptionContext: contextPairs(context),
            };
            const { Plaintext } = await client
              .send(new DecryptCommand(input), within())
              .catch((error: unknown) => refuse('unwrap', id, error));
            return present(Plaintext, id);
          },
        },
      ];
    }),
  );
}

function present(bytes: Uint8Array | undefined, id: string): Uint8Array {
  if (bytes !== undefined) return bytes;
  throw new KeyServiceError(`AWS KMS answered without the result for the key ${id}.`);
}

/** Without the SDK's error as the cause: it carries the whole response. */
function refuse(work: 'wrap' | 'unwrap', id: string, error: unknown): never {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: '' };
  if (NO_SUCH_KEY.includes(name)) {
    throw new VaultError(
      'unknown_key',
      `AWS KMS has no key as the one that is configured as ${id}. Correct its ARN.`,
    );
  }
  if (work === 'unwrap' && NOT_AUTHENTIC.includes(name)) throw new VaultError('not_authentic');
  const said = [name, message && reasonText(message)].filter(Boolean).join(': ');
  const reason = name === 'AbortError' ? 'no answer in time' : said;
  throw new KeyServiceError(`AWS KMS did not ${work} a data key under the key ${id}: ${reason}`);
}
