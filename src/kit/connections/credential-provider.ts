import type { SecretString } from '../vault/secret-string.js';
import type { KeyProblem } from './key-problem.js';

export type { KeyProblem } from './key-problem.js';

/** The stored key cannot be decrypted. The cause is in the host's log; a tenant does not see it. */
export const KEY_UNREADABLE: KeyProblem = {
  code: 'key_unreadable',
  message: 'The stored key cannot be decrypted.',
  fix: 'Replace the key of the connection, or ask the operator to restore the keyring or the record; the log has the cause.',
};

/** The result of checking the format of a pasted key; a valid one comes trimmed. */
export type Precheck =
  { readonly ok: true; readonly key: SecretString } | { readonly ok: false; readonly problem: KeyProblem };

/** The organization that a key belongs to. */
export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** Why the API gave no verdict on a key: it refused the request for its rate, or gave no usable response. */
export type UndeterminedCause = 'rate_limited' | 'unavailable';

/** The API's verdict on a key; `undetermined` means that there is none, such as in an outage. */
export type KeyCheck =
  | { readonly state: 'valid'; readonly organization: Organization }
  | { readonly state: 'invalid'; readonly problem: KeyProblem }
  | UndeterminedCheck;

/** A check without a verdict. */
export interface UndeterminedCheck {
  readonly state: 'undetermined';
  readonly cause: UndeterminedCause;
  readonly problem: KeyProblem;
  /** How long to wait before the next check, milliseconds, where the API says so. */
  readonly retryAfterMs?: number;
}

/** The result of a probe, without transport details; `reason` completes "The key could not be checked: …". */
export type ProbeAnswer =
  | { readonly organization: Organization }
  | { readonly refused: { readonly status: number; readonly message?: string } }
  | {
      readonly unanswered: {
        readonly cause: UndeterminedCause;
        readonly reason: string;
        /** Milliseconds. */
        readonly retryAfterMs?: number;
      };
    };

/** The check of a key on which a probe brought no verdict. */
export const notChecked = ({
  cause,
  reason,
  ...retry
}: Extract<ProbeAnswer, { unanswered: unknown }>['unanswered']): UndeterminedCheck => ({
  state: 'undetermined',
  cause,
  problem: {
    code: 'key_not_checked',
    message: `The key could not be checked: ${reason}.`,
    fix: 'Try again later. The key itself may be valid.',
  },
  ...retry,
});

/** For whom a key is checked. */
export interface CheckCall {
  readonly tenantId: string;
  /** Whose rate limit the check counts against: see `limiterKeyOf`. */
  readonly limiterKey: string;
  /** The same once the check has shown the organization. */
  readonly limiterKeyIn?: (organization: Organization) => string;
  /** Set where an earlier check found the key valid. */
  readonly wasValid?: true;
  /** Who asks for the check. */
  readonly actor?: string;
  readonly signal?: AbortSignal;
}

/** Reads the organization of a key with one inexpensive request. */
export type ProbeKey = (key: SecretString, call: CheckCall) => Promise<ProbeAnswer>;

/** What a connector knows about the keys of its vendor. */
export interface CredentialProvider {
  /** Checks the format only: synchronous and without network. */
  precheck(pasted: unknown): Precheck;
  /** Asks the API which organization the key belongs to. */
  check(key: SecretString, call: CheckCall): Promise<KeyCheck>;
  /** The problem of a stored key that the API refused in an invocation; `message` is the API's. */
  refusedInUse(message: string): KeyProblem;
  /** The part of a key that may be shown, such as its prefix and last four characters. */
  preview(key: SecretString): string;
}
