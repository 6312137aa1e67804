import type { KeyProblem } from '../kit/connections/credential-provider.js';
import { ADMIN_KEY_PREFIX, ADMIN_KEYS_PAGE } from './key-formats.js';

/** The fix for most problems. */
export const CREATE_ADMIN_KEY = `Create an Admin key (it starts with ${ADMIN_KEY_PREFIX}) at ${ADMIN_KEYS_PAGE} and paste all of it. Only organization admins can create one.`;

/** The fix for a key that was copied incorrectly. */
export const COPY_KEY_AGAIN =
  'Copy the key again with the copy button in the Console. It is sk-ant-admin01- followed by letters, digits, _ and -, and nothing else.';

/** A problem with a key; the fix is to create an Admin key unless another is given. */
export const keyProblem = (code: string, message: string, fix = CREATE_ADMIN_KEY): KeyProblem => ({
  code,
  message,
  fix,
});
