import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, type JWK, type JWTVerifyGetKey } from 'jose';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const logger = new Logger('ProviderKeys');

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

/** Fetches in a window: a caller without a valid token can cause them, by naming a key that does not exist. */
const FETCHES = 6;
const WINDOW_S = 30;

/** The keys may have changed, and may not be fetched again yet: it is unknown whether a token is valid. */
export class KeysHeldBack extends Error {
  override readonly name = 'KeysHeldBack';

  constructor(
    /** Milliseconds until the next fetch. */
    readonly afterMs: number,
  ) {
    super('The keys of the identity provider were fetched too often.');
  }
}

/**
 * The keys that an identity provider publishes at a URL. They are kept for 10 minutes, and fetched again for a token whose
 * key is not among them: at most 6 times in 30 s, each within 5 s and 256 KB.
 */
export function providerKeys(url: URL): JWTVerifyGetKey {
  const budget = new RateLimiterMemory({ points: FETCHES, duration: WINDOW_S });
  let fetched = 0;
  let warned = '';
  const warn = (broken: string): void => {
    if (broken !== '' && broken !== warned)
      logger.warn(`The identity provider publishes keys that cannot be read, and are left out: ${broken}`);
    warned = broken;
  };
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    // The library's own rule, one fetch in so many seconds, would refuse a key that was published a moment ago.
    cooldownDuration: Infinity,
    [customFetch]: async (from, options) => {
      await budget.consume(url.href).catch((refused: unknown) => {
        throw refused instanceof RateLimiterRes ? new KeysHeldBack(refused.msBeforeNext) : refused;
      });
      const response = await fetch(from, options);
      const text = await boundedText(response);
      fetched += 1;
      return new Response(readableKeys(text, warn), { status: response.status });
    },
  });
  return async (header, token) => {
    const before = fetched;
    try {
      return await remote(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || fetched !== before) throw error;
      await remote.reload();
      return remote(header, token);
    }
  };
}

/** @throws Error for a body of more than 256 KB, of which the rest is not read */
async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`The keys of the identity provider exceed ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The keys of a set that can be read; one that is broken would make all others useless. */
function readableKeys(text: string, warn: (broken: string) => void): string {
  try {
    const set = JSON.parse(text) as { keys?: unknown };
    if (!Array.isArray(set.keys)) return text;
    const listed: unknown[] = set.keys;
    const keys = listed.filter(isReadable);
    const broken = listed.flatMap((key, index) => (isReadable(key) ? [] : [index + 1]));
    warn(broken.length === 0 ? '' : `${broken.slice(0, NAMED).join(', ')} of ${listed.length}`);
    return JSON.stringify({ ...set, keys: keys.map(withoutNameOfEd25519) });
  } catch {
    return text;
  }
}

/** Broken keys that a warning numbers. */
const NAMED = 10;

function isReadable(key: unknown): key is JWK {
  try {
    createPublicKey({ key: key as JsonWebKey, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Removes `alg` from a key of Ed25519: the algorithm has two names (`EdDSA`, and `Ed25519` since RFC 9864), and a key of one
 * name verifies tokens of the other.
 */
function withoutNameOfEd25519({ alg, ...key }: JWK): JWK {
  return key.crv === 'Ed25519' || alg === undefined ? key : { ...key, alg };
}
