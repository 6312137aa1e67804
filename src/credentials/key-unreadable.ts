import { keyProblem } from './key-problem.js';

/** The stored key cannot be decrypted. Why is in the log of the host, and nobody else's business. */
export const KEY_UNREADABLE = keyProblem(
  'key_unreadable',
  'The stored key cannot be decrypted.',
  'Replace the key of the connection, or have whoever runs this put back the keyring or the record that it was saved with; the log says which.',
);
