import { VaultError, isKeyId, type KeyProvider } from 'anthropic-admin-connector/vault';

/** A key that stays in its service. */
export interface ServiceKey {
  /** Wraps a data key and authenticates `context` with it. */
  wrap(dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** @throws VaultError (unknown_key, not_authentic, malformed) */
  unwrap(wrappedKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}

/**
 * The service of the keys did not do its work: it is out of reach, refuses the platform, or has the key disabled. The record is
 * not at fault. The message names the service, the key's id and the reason.
 */
export class KeyServiceError extends Error {
  override readonly name = 'KeyServiceError';
}

/** How long wrapping or unwrapping one data key may take, retries included, milliseconds. */
export const KEY_SERVICE_DEADLINE_MS = 10_000;

const MAX_REASON = 300;

/** A text of the service as part of a message: one line, bounded. */
export const reasonText = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MAX_REASON);

/** Keys of a service by their ids, and those of a keyring that is being left, which unwrap only. */
export class ServiceKeys implements KeyProvider {
  /** @param active - one of the ids of `keys`. */
  constructor(
    private readonly active: string,
    private readonly keys: ReadonlyMap<string, ServiceKey>,
    private readonly former?: KeyProvider,
  ) {}

  async activeKeyId(): Promise<string> {
    return this.active;
  }

  async keyIds(): Promise<readonly string[]> {
    return [...this.keys.keys(), ...((await this.former?.keyIds()) ?? [])];
  }

  async wrap(keyId: string, dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    const key = this.keys.get(keyId);
    return key ? key.wrap(dataKey, context) : this.formerFor(keyId).wrap(keyId, dataKey, context);
  }

  async unwrap(keyId: string, wrappedKey: Uint8Array, context: Uint8Array): Promise<Uint8Array> {
    const key = this.keys.get(keyId);
    return key ? key.unwrap(wrappedKey, context) : this.formerFor(keyId).unwrap(keyId, wrappedKey, context);
  }

  private formerFor(keyId: string): KeyProvider {
    if (this.former) return this.former;
    // A damaged record may hold anything in place of the id, so only a valid id is printed.
    const named = isKeyId(keyId) ? `the key "${keyId}"` : 'a key';
    throw new VaultError(
      'unknown_key',
      `This record is encrypted under ${named} that is not configured (${[...this.keys.keys()].join(', ')} ${this.keys.size === 1 ? 'is' : 'are'}). Put that key back; it does not have to be the active one.`,
    );
  }
}
