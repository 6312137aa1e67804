import { access, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyProvider } from './credential-vault.js';
import { inPlace, KeyringError } from './errors.js';
import { Fingerprinter } from './fingerprint.js';
import { DEMO_KEY_ID } from './key-material.js';
import { newDocument, printDocument, refuseDemo, type KeyringDocument } from './keyring-document.js';
import { readKeyringFile } from './keyring-file.js';
import { Keyring } from './keyring.js';
import { createPrivateFile } from './private-file.js';

/** All keys that protect credentials, ready for use. */
export interface CredentialKeys {
  /** Wraps data keys, for `CredentialVault`. */
  readonly provider: KeyProvider;
  readonly fingerprinter: Fingerprinter;
  /** Where the keys come from: environment variables, a keyring file, the file that the demo created, or a key service. */
  readonly source: 'environment' | 'file' | 'demo' | 'service';
}

/** Name of the keyring file that the demo creates in its data folder. */
export const DEMO_KEYRING_FILE = 'demo-keyring.json';

/**
 * Creates the keyring of the demo on the first call in a folder and loads it; processes that start at the same
 * time agree on one keyring. Production refuses it.
 * @param domain - names the application, as in `CredentialVault`.
 * @throws KeyringError where an existing file is not private any more or is damaged.
 */
export async function createDemoKeyring(folder: string, domain: string): Promise<CredentialKeys> {
  const path = join(folder, DEMO_KEYRING_FILE);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await exists(path))) {
    await createPrivateFile(path, printDocument(newDocument(DEMO_KEY_ID, new Date())));
  }
  return keysFromFile(path, { production: false, domain });
}

/**
 * Loads a keyring file and follows its changes from then on; its fingerprint key is read once.
 * @throws KeyringError that begins with the path.
 */
export async function keysFromFile(
  path: string,
  { production, domain }: { readonly production: boolean; readonly domain: string },
): Promise<CredentialKeys> {
  const readChecked = async (): Promise<KeyringDocument> => {
    const document = await readKeyringFile(path);
    if (production) inPlace(path, () => refuseDemo(document.keys, document.demo));
    return document;
  };
  const { fingerprintKey, demo } = await readChecked();
  const read = async (): Promise<Keyring> => {
    const { active, keys, fingerprintKey: now } = await readChecked();
    if (!now.equals(fingerprintKey)) {
      throw new KeyringError(
        `${path} is another keyring than at the start: its fingerprint key is another one. Put the former file back.`,
      );
    }
    return new Keyring(active, keys);
  };
  return {
    provider: new FollowedKeyring(path, read),
    fingerprinter: new Fingerprinter(fingerprintKey, domain),
    source: demo ? 'demo' : 'file',
  };
}

/**
 * Reads the file again when it has changed, so a running process uses a key as soon as a command adds or activates
 * it. It looks at the file before a wrap and for an unknown key only, so opening a record costs no file access.
 */
class FollowedKeyring implements KeyProvider {
  private keyring: Keyring | undefined;
  private stamp: string | undefined;

  /** @param read - reads and checks the file; its errors reach the caller. */
  constructor(
    private readonly path: string,
    private readonly read: () => Promise<Keyring>,
  ) {}

  async activeKeyId(): Promise<string> {
    return (await this.current()).activeKeyId();
  }

  async keyIds(): Promise<readonly string[]> {
    return (await this.current()).keyIds();
  }

  async wrap(keyId: string, dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    return (await this.holderOf(keyId)).wrap(keyId, dataKey, context);
  }

  async unwrap(keyId: string, wrappedKey: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    return (await this.holderOf(keyId)).unwrap(keyId, wrappedKey, context);
  }

  private async holderOf(keyId: string): Promise<Keyring> {
    return this.keyring?.has(keyId) ? this.keyring : this.current();
  }

  private async current(): Promise<Keyring> {
    // Taken before reading: a change in between is seen the next time.
    const stamp = await stampOf(this.path);
    if (this.keyring === undefined || stamp === undefined || stamp !== this.stamp) {
      this.keyring = await this.read();
      this.stamp = stamp;
    }
    return this.keyring;
  }
}

/** Changes with every change of the file or its permissions; undefined where reading will report the problem. */
async function stampOf(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats && `${stats.ino}:${stats.ctimeNs}`;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
