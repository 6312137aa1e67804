import { webcrypto, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWTVerifyGetKey } from 'jose';
import { SettingsError } from '../config/environment.js';
import type { PlatformSettings } from '../config/platform.config.js';
import { makeFolder } from '../config/make-folder.js';
import { openRegular } from '../config/regular-file.js';
import { providerKeys } from './provider-keys.js';

/** The keys that verify tokens, and their algorithms. */
export interface TokenKeys {
  readonly algorithms: string[];
  /** The one key, or what finds the key of a token. */
  readonly key: Promise<webcrypto.CryptoKey> | JWTVerifyGetKey;
}

const SHARED_SECRET = ['HS256'];
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const KEY_PAIR = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'],
];

/**
 * Returns the keys that the settings name. The two kinds never mix, because a public key must not serve as an HMAC
 * secret.
 * @throws SettingsError where the demo's secret cannot be read or created.
 */
export function tokenKeysOf({ tokens, dataDir }: Pick<PlatformSettings, 'tokens' | 'dataDir'>): TokenKeys {
  const { keys } = tokens;
  if (keys.kind === 'jwks') return { algorithms: KEY_PAIR, key: providerKeys(keys.url) };
  const secret = keys.kind === 'secret' ? keys.secret : demoSecret(dataDir);
  // The library would convert a key in any other form for every token.
  const key = webcrypto.subtle.importKey('raw', secret.export(), HMAC, false, ['verify']);
  return { algorithms: SHARED_SECRET, key };
}

const FILE = 'demo-jwt-secret';
const BYTES = 48;

/**
 * The signing secret of the demo, created on first use and stored in the data folder.
 * @throws SettingsError where other users can read the file, or it cannot be read.
 */
export function demoSecret(dataDir: string): KeyObject {
  const file = join(dataDir, FILE);
  try {
    makeOnce(dataDir, file);
    refuseIfShared(file);
    return createSecretKey(Buffer.from(textIn(file).trim()));
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const { code = 'error' } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      `The demo's secret cannot be kept in ${file} (${code}). Set DATA_DIR to a folder that may be written to.`,
    );
  }
}

/** Writes the secret atomically, because the platform and `npm run token` may start at the same time. */
function makeOnce(dataDir: string, file: string): void {
  makeFolder(dataDir);
  if (statSync(file, { throwIfNoEntry: false })) return;
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function textIn(path: string): string {
  const { fd } = openRegular(path);
  try {
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

function refuseIfShared(file: string): void {
  const others = statSync(file).mode & 0o077;
  if (others === 0 || process.platform === 'win32') return;
  throw new SettingsError(`${file} can be read by others. Run: chmod 600 ${file}`);
}
