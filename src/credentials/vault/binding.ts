import type { ConnectionRef } from '../connection.js';
import { VaultError } from './vault-error.js';

/** What a record belongs to; a record opens for exactly what it was sealed for. */
export interface CredentialBinding extends ConnectionRef {
  /** The installation, such as `production`: a copied database opens nowhere else. */
  readonly environment: string;
  /** The connector's id, such as `anthropic`. */
  readonly connector: string;
  /** The revision of the connection, a whole number from 1. */
  readonly revision: number;
}

const TEXTS = ['environment', 'tenantId', 'connector', 'name'] as const;

/**
 * The parts of a binding in the order in which they are authenticated.
 * @throws VaultError (malformed) where a part is missing or of another type, as from a careless database driver.
 */
export function partsOf(binding: CredentialBinding): readonly (string | number)[] {
  for (const part of TEXTS) {
    if (typeof binding[part] !== 'string' || binding[part] === '') {
      throw new VaultError(
        'malformed',
        `The ${part} that a record is bound to must be a text that is not empty.`,
      );
    }
  }
  if (!Number.isSafeInteger(binding.revision) || binding.revision < 1) {
    throw new VaultError(
      'malformed',
      'The revision that a record is bound to must be a whole number from 1, such as 1 and not "1".',
    );
  }
  return [...TEXTS.map((part) => binding[part]), binding.revision];
}
