import { webcrypto } from 'node:crypto';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import type { PlatformSettings } from '../config/settings.js';
import { demoSecret } from './demo-secret.js';

/** The keys that tokens are verified by, and the algorithms that go with them. */
export interface TokenKeys {
  readonly algorithms: string[];
  readonly keyFor: JWTVerifyGetKey;
}

const SHARED_SECRET = ['HS256'];
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const KEY_PAIR = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/**
 * Finds the keys that the settings name. The two kinds never mix: a public key must not serve as an HMAC secret.
 * @throws SettingsError where the demo's secret cannot be read or made.
 */
export function tokenKeysOf({ tokens, dataDir }: Pick<PlatformSettings, 'tokens' | 'dataDir'>): TokenKeys {
  const { keys } = tokens;
  if (keys.kind === 'jwks') return { algorithms: KEY_PAIR, keyFor: createRemoteJWKSet(keys.url) };
  const secret = keys.kind === 'secret' ? keys.secret : demoSecret(dataDir);
  // Of a key in any other form the library would make one of these for every token.
  const key = webcrypto.subtle.importKey('raw', secret.export(), HMAC, false, ['verify']);
  return { algorithms: SHARED_SECRET, keyFor: () => key };
}
