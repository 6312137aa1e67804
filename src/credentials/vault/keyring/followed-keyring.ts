import { stat } from 'node:fs/promises';
import type { KeyProvider } from '../key-provider.js';
import type { Keyring } from './keyring.js';

/**
 * A keyring that follows its file: a key that a command adds or activates is used at once by a platform that
 * runs. Looks at the file before a wrap and for a key that it does not know, so that opening costs nothing.
 */
export class FollowedKeyring implements KeyProvider {
  private keyring: Keyring | undefined;
  private stamp: string | undefined;

  /** @param read - reads and checks the file; what it throws reaches the caller. */
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
    return (await this.holder(keyId)).wrap(keyId, dataKey, context);
  }

  async unwrap(keyId: string, wrappedKey: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    return (await this.holder(keyId)).unwrap(keyId, wrappedKey, context);
  }

  private async holder(keyId: string): Promise<Keyring> {
    return this.keyring?.has(keyId) ? this.keyring : this.current();
  }

  private async current(): Promise<Keyring> {
    // Before the reading, so that a change in between is seen the next time.
    const stamp = await stampOf(this.path);
    if (this.keyring === undefined || stamp === undefined || stamp !== this.stamp) {
      this.keyring = await this.read();
      this.stamp = stamp;
    }
    return this.keyring;
  }
}

/** Changes with every change of the file, its rights included; undefined where reading will tell what is wrong. */
async function stampOf(path: string): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats && `${stats.ino}:${stats.ctimeNs}`;
}
