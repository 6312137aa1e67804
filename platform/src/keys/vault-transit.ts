import { closeSync, readFileSync } from 'node:fs';
import { Agent, RetryAgent, request } from 'undici';
import { VaultError } from 'anthropic-admin-connector/vault';
import { openRegular } from '../config/regular-file.js';
import { KEY_SERVICE_DEADLINE_MS, KeyServiceError, reasonText, type ServiceKey } from './service-keys.js';

/** One version of a key of Transit. */
export interface TransitKey {
  /** Our id of it. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

/** How the service is reached. */
export interface TransitAccess {
  readonly address: string;
  readonly mount: string;
  readonly namespace: string | undefined;
  /** The token, or the file that an agent keeps it in, which is read for each request. */
  readonly token: { readonly text: string } | { readonly file: string };
}

/** What Transit says of a key or of a version that it does not have, or not any more. */
const NO_SUCH_KEY = /not found|too old|too new|disallowed by policy|no such key version|soft.?deleted/i;
/** What it says of an altered text or of other associated data. */
const NOT_AUTHENTIC = /authentication failed|unable to decrypt|invalid ciphertext/i;

const MAX_RESPONSE_BYTES = 65_536;
// A standby without a leader, a replica that is behind, too many requests, and a node that is sealed for the moment.
const RETRIED = [412, 429, 500, 502, 503, 504];

/**
 * Keys of the Transit engine of HashiCorp Vault or OpenBao by our ids: `encrypt` and `decrypt` of each data key, with the binding of
 * the record as the associated data.
 */
export function transitKeys(
  keys: readonly TransitKey[],
  access: TransitAccess,
): ReadonlyMap<string, ServiceKey> {
  const agent = new Agent({
    connections: 32,
    connect: { timeout: 2000 },
    headersTimeout: 4000,
    bodyTimeout: 4000,
    maxResponseSize: MAX_RESPONSE_BYTES,
  });
  const dispatcher = new RetryAgent(agent, {
    methods: ['POST'],
    statusCodes: RETRIED,
    maxRetries: 2,
    minTimeout: 100,
    maxTimeout: 1000,
    throwOnError: false,
  });

  const ask = async (work: 'encrypt' | 'decrypt', key: TransitKey, body: object): Promise<Answer> => {
    try {
      const { statusCode, body: answer } = await request(
        `${access.address.replace(/\/+$/, '')}/v1/${access.mount}/${work}/${key.name}`,
        {
          dispatcher,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-vault-request': 'true',
            'x-vault-token': await tokenOf(access),
            ...(access.namespace !== undefined && { 'x-vault-namespace': access.namespace }),
          },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(KEY_SERVICE_DEADLINE_MS),
        },
      );
      return { status: statusCode, ...answerIn(await answer.text()) };
    } catch (error) {
      const { code = 'error', name } = error as NodeJS.ErrnoException;
      if (error instanceof KeyServiceError) throw error;
      throw failure(work, key, name === 'TimeoutError' ? 'no answer in time' : code);
    }
  };

  return new Map(
    keys.map((key): [string, ServiceKey] => [
      key.id,
      {
        wrap: async (dataKey, context) => {
          const { status, errors, data } = await ask('encrypt', key, {
            plaintext: base64(dataKey),
            associated_data: base64(context),
            key_version: key.version,
          });
          const { ciphertext } = data;
          if (status === 200 && typeof ciphertext === 'string' && isOf(key, ciphertext)) {
            return new TextEncoder().encode(ciphertext);
          }
          throw refusal('encrypt', key, status, errors);
        },
        unwrap: async (wrappedKey, context) => {
          const ciphertext = Buffer.from(wrappedKey).toString('utf8');
          // Another version would open as well, and a rotation would not show it.
          if (!isOf(key, ciphertext)) throw new VaultError('not_authentic');
          const { status, errors, data } = await ask('decrypt', key, {
            ciphertext,
            associated_data: base64(context),
          });
          if (status === 200 && typeof data['plaintext'] === 'string') return bytesIn(data['plaintext']);
          throw refusal('decrypt', key, status, errors);
        },
      },
    ]),
  );
}

interface Answer {
  readonly status: number;
  readonly errors: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What an answer holds; nothing where it is not of the service, such as a page of a proxy. */
function answerIn(text: string): Omit<Answer, 'status'> {
  try {
    const { data, errors } = JSON.parse(text) as { data?: Answer['data'] | null; errors?: unknown };
    return { data: data ?? {}, errors: Array.isArray(errors) ? reasonText(errors.join('; ')) : '' };
  } catch {
    return { data: {}, errors: '' };
  }
}

function refusal(
  work: 'encrypt' | 'decrypt',
  key: TransitKey,
  status: number,
  errors: string,
): VaultError | KeyServiceError {
  if (status === 400 && NO_SUCH_KEY.test(errors)) {
    return new VaultError(
      'unknown_key',
      `Transit does not have the key ${key.name} in version ${key.version}, which is configured as ${key.id}: ${errors}. Correct the setting, or lower min_decryption_version.`,
    );
  }
  if (work === 'decrypt' && status === 400 && NOT_AUTHENTIC.test(errors))
    return new VaultError('not_authentic');
  const hint = status >= 300 && status < 400 ? 'a redirect; name the address of the active node' : errors;
  return failure(work, key, `${status}${hint ? `: ${hint}` : ''}`);
}

const failure = (work: string, { id, name, version }: TransitKey, reason: string): KeyServiceError =>
  new KeyServiceError(
    `Transit did not ${work} a data key under the key ${id} (${name}, version ${version}): ${reason}`,
  );

async function tokenOf({ token }: TransitAccess): Promise<string> {
  if ('text' in token) return token.text;
  const text = readToken(token.file);
  // A line break within would end the header.
  if (/^[\x21-\x7e]+$/.test(text.trim())) return text.trim();
  throw new KeyServiceError(`${token.file} must hold a token of Transit and nothing else.`);
}

/** The longest token with what an editor may add. */
const MAX_TOKEN_FILE_BYTES = 64 * 1024;
const OTHERS = 0o007;

/** An agent may run as another user, and share the file with a group. */
function readToken(path: string): string {
  let fd: number | undefined;
  try {
    const file = openRegular(path);
    fd = file.fd;
    const { size, mode } = file.stats;
    if (size > MAX_TOKEN_FILE_BYTES) return '';
    if ((mode & OTHERS) !== 0 && process.platform !== 'win32')
      throw Object.assign(new Error(path), { code: 'every user can read it; give it the mode 0640 or 0600' });
    return readFileSync(fd, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new KeyServiceError(`The token of Transit cannot be read from ${path} (${code}).`);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

const isOf = ({ version }: TransitKey, ciphertext: string): boolean =>
  ciphertext.startsWith(`vault:v${version}:`);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** A copy outside of the buffer pool, which the caller wipes. */
function bytesIn(text: string): Uint8Array {
  const pooled = Buffer.from(text, 'base64');
  const bytes = new Uint8Array(pooled);
  pooled.fill(0);
  return bytes;
}
