import { DEMO_KEY_ID } from './key-id.js';
import { KeyringError } from './keyring-error.js';
import type { NamedKey } from './named-key.js';

/**
 * Keeps the keys of the demo out of production: they lie beside the database that they guard.
 * @throws KeyringError where the demo made the keyring, or a key of it has the demo's id.
 */
export function refuseDemo(keys: readonly NamedKey[], demo = false): void {
  if (!demo && keys.every(({ id }) => id !== DEMO_KEY_ID)) return;
  throw new KeyringError(
    'this keyring is the one of the demo, which production refuses. Make a keyring of its own, kept apart from the database.',
  );
}
