import { Fingerprinter } from '../fingerprint.js';
import type { CredentialKeys } from './credential-keys.js';
import { refuseDemo } from './demo-refusal.js';
import { FollowedKeyring } from './followed-keyring.js';
import { readKeyringFile } from './keyring-file.js';
import type { KeyringDocument } from './keyring-document.js';
import { within } from './keyring-error.js';
import { Keyring } from './keyring.js';

/**
 * Reads a keyring file and follows it from then on; its fingerprint key is read once.
 * @throws KeyringError that begins with the path.
 */
export async function keysFromFile(path: string, production: boolean): Promise<CredentialKeys> {
  const readChecked = async (): Promise<KeyringDocument> => {
    const document = await readKeyringFile(path);
    if (production) within(path, () => refuseDemo(document.keys, document.demo));
    return document;
  };
  const { fingerprintKey, demo } = await readChecked();
  const read = async (): Promise<Keyring> => {
    const { active, keys } = await readChecked();
    return new Keyring(active, keys);
  };
  return {
    provider: new FollowedKeyring(path, read),
    fingerprinter: new Fingerprinter(fingerprintKey),
    source: demo ? 'demo' : 'file',
  };
}
