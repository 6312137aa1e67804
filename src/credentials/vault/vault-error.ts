const MESSAGES = {
  unknown_format:
    'This record is in a format that this version of the connector does not know. Start the version that wrote it.',
  unknown_key:
    'This record is encrypted under a key that the keyring does not hold. Put that key back; it need not be the active one.',
  not_authentic:
    'This record does not authenticate: it was altered, or belongs to another environment, tenant, connector, connection or revision, or its key id now stands for another key. Restore the record or the key, or replace the key of the connection.',
  malformed:
    'This record is damaged: a part is missing or has a wrong length. Restore it, or replace the key of the connection.',
} as const;

/** Why a record was not sealed, opened or rewrapped. */
export type VaultErrorCode = keyof typeof MESSAGES;

/**
 * The vault refuses. The message says what to do; neither it nor anything else here holds a part of a
 * secret or of a key, and there is no cause, because causes of cryptography are nobody's business.
 */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly code: VaultErrorCode,
    message: string = MESSAGES[code],
  ) {
    super(message);
  }
}
