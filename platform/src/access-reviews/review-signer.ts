import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { Fingerprinter } from 'anthropic-admin-connector/vault';
import { sealingKey } from '../security/seal.js';

const PURPOSE = 'anthropic-admin-platform/access-review-signature/1';
/** The header of an Ed25519 key in PKCS #8, before its 32 bytes. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Signs exports by Ed25519: who has the public key can verify them, and cannot sign. */
export class ReviewSigner {
  /** The public key, as PEM. */
  readonly publicKey: string;
  /** The beginning of the SHA-256 of the public key. */
  readonly keyId: string;
  readonly #key: KeyObject;

  /** @param environment - other environments with the same keys sign by another one. */
  constructor(fingerprinter: Fingerprinter, environment: string) {
    const seed = createHash('sha256')
      .update(sealingKey(fingerprinter, `${PURPOSE}/${environment}`).export())
      .digest();
    this.#key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
    const open = createPublicKey(this.#key);
    this.publicKey = open.export({ format: 'pem', type: 'spki' }).toString();
    this.keyId = createHash('sha256')
      .update(open.export({ format: 'der', type: 'spki' }))
      .digest('hex')
      .slice(0, 16);
  }

  /** The signature of a text, in base64. */
  signatureOf(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64');
  }
}
