const VAULT_MESSAGES = {
  unknown_format:
    'This record is in a format that this version cannot read. Start the version that wrote it.',
  unknown_key:
    'This record is encrypted under a key that the keyring does not hold. Put that key back; it does not have to be the active one.',
  not_authentic:
    'This record does not authenticate: it was altered, it belongs to another environment, tenant, connector, connection or revision, or its key id now names another key. Restore the record or the key, or replace the credential of the connection.',
  malformed:
    'This record is damaged: a part is missing or has the wrong length. Restore it, or replace the credential of the connection.',
} as const;

/** Why a record was not sealed, opened or rewrapped. */
export type VaultErrorCode = keyof typeof VAULT_MESSAGES;

/**
 * A record could not be sealed, opened or rewrapped. The message says what to do and holds no part of a secret
 * or of a key; there is no `cause`, since causes of cryptographic failures help an attacker.
 */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly code: VaultErrorCode,
    message: string = VAULT_MESSAGES[code],
  ) {
    super(message);
  }
}

/** The keyring cannot be used. The message says what is wrong and what is expected, and holds no part of a key. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
}

/** The same `KeyringError` with the place that it is about in front; any other error unchanged. */
export const withPlace = (place: string, error: unknown): unknown =>
  error instanceof KeyringError ? new KeyringError(`${place}: ${error.message}`) : error;

/**
 * Runs `work`, and puts `place` in front of the `KeyringError` that it throws.
 * @throws what `work` throws.
 */
export function inPlace<Result>(place: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw withPlace(place, error);
  }
}
