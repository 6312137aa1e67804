import type { Storage } from '../stores/storage.js';
import { PrincipalSeal } from './principal-seal.js';
import { sessionKey } from './session-key.js';
import { SessionStore } from './session-store.js';
import { SignInCodes } from './sign-in-codes.js';

/** Where sessions and codes are kept, and with what key. */
export interface SessionKeeping extends Pick<Storage, 'database' | 'keys'> {
  /** Name of the installation. */
  readonly environment: string;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** The sessions in a storage. */
export const sessionStoreOf = ({ database, keys, environment, now }: SessionKeeping): SessionStore =>
  new SessionStore(
    database.db,
    new PrincipalSeal(sessionKey(keys.fingerprinter), 'session', environment),
    now,
  );

/** The sign-in codes in a storage. */
export const signInCodesOf = ({ database, keys, environment, now }: SessionKeeping): SignInCodes =>
  new SignInCodes(
    database.db,
    new PrincipalSeal(sessionKey(keys.fingerprinter), 'sign-in-code', environment),
    now,
  );
