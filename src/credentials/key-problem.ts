import { ADMIN_KEYS_PAGE } from './key-formats.js';

/** What is wrong with a key, and what to do about it. Never holds any part of the key. */
export interface KeyProblem {
  /** Stable code, for a host that shows words of its own. */
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** The fix that fits most problems. */
export const MAKE_ADMIN_KEY = `Make an Admin key (it starts with sk-ant-admin) at ${ADMIN_KEYS_PAGE} and paste it whole; only organization admins can make one.`;

/** A problem with the usual fix. */
export const keyProblem = (code: string, message: string, fix = MAKE_ADMIN_KEY): KeyProblem => ({
  code,
  message,
  fix,
});
