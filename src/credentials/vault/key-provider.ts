/**
 * Wraps data keys under keys that it never hands out: the port that a KMS or a vault server fills.
 * What it throws besides VaultError (an outage) reaches the caller as it is, so it must hold no key.
 */
export interface KeyProvider {
  /** The id of the key that new records are wrapped under. */
  activeKeyId(): Promise<string>;
  /** The ids of all keys that unwrap. */
  keyIds(): Promise<readonly string[]>;
  /**
   * Wraps a data key and authenticates `context` with it; keeps no reference to either.
   * @throws VaultError (unknown_key)
   */
  wrap(keyId: string, dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /**
   * Unwraps a data key, which then belongs to the caller, who wipes it.
   * @throws VaultError (unknown_key, not_authentic, malformed)
   */
  unwrap(keyId: string, wrappedKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}
