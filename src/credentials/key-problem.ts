import type { KeyProblem } from '../kit/connections/key-problem.js';
import { ADMIN_KEY_PREFIX, ADMIN_KEYS_PAGE, type OtherCredentialCode } from './key-formats.js';

/** The problems that the format of a key shows. */
export type KeyFormatCode =
  | 'key_missing'
  | 'key_control_characters'
  | 'key_quotes'
  | 'key_blanks'
  | 'key_masked'
  | 'key_look_alikes'
  | 'key_incomplete'
  | 'not_an_admin_key'
  | OtherCredentialCode;

/** The problems that Anthropic, or the store, reports of a key. */
export type KeyVerdictCode =
  | 'key_unknown'
  | 'key_expired'
  | 'key_revoked'
  | 'key_without_permission'
  | 'key_refused_in_use'
  | 'key_not_checked'
  | 'key_unreadable';

/** Every problem of an Admin key: the values of `problem` in the events of this connector's credentials. */
export type AdminKeyProblemCode = KeyFormatCode | KeyVerdictCode;

/** What is wrong with the format of a key and how to correct it. Holds no part of the key. */
export interface KeyFormatProblem extends KeyProblem {
  readonly code: KeyFormatCode;
}

/** The fix for most problems. */
export const CREATE_ADMIN_KEY = `Create an Admin key (it starts with ${ADMIN_KEY_PREFIX}) at ${ADMIN_KEYS_PAGE} and paste all of it. Only organization admins can create one, and individual and Team plans have none.`;

/** The fix for a key that was copied incorrectly. */
export const COPY_KEY_AGAIN =
  'Copy the key again with the copy button in the Console. It is sk-ant-admin01- followed by letters, digits, _ and -, and nothing else.';

/** The fix for a key whose middle is not shown. */
export const CREATE_KEY_AGAIN = `The Console shows a complete key only once, when it is created. If you did not keep it, create a new one: ${ADMIN_KEYS_PAGE}`;

/** A problem with a key; the fix is to create an Admin key unless another is given. */
export const keyProblem = <const Code extends string>(
  code: Code,
  message: string,
  fix = CREATE_ADMIN_KEY,
): KeyProblem & { readonly code: Code } => ({ code, message, fix });
