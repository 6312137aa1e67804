import type { AdminApiErrorKind } from '../admin-api-error.js';
import type { Mishap } from './mishap.js';

interface Policy {
  readonly statuses: readonly number[];
  /** Every status from here on, too. */
  readonly statusesFrom: number;
  /** `error.details.error_code` of a conflict that passes. */
  readonly codes: readonly string[];
  /** For what broke without an answer. */
  readonly kinds: readonly AdminApiErrorKind[];
}

/** What may be sent again. A write only where it provably had no effect. */
export const RETRY_POLICY: Readonly<Record<'read' | 'write', Policy>> = {
  read: {
    statuses: [408, 429],
    statusesFrom: 500,
    codes: [],
    kinds: ['unreachable', 'interrupted', 'timeout'],
  },
  write: {
    statuses: [429],
    statusesFrom: Infinity,
    codes: ['concurrent_membership_change', 'external_key_changed'],
    kinds: ['unreachable'],
  },
};

/** Tells whether the same request may be sent again; the API's own `x-should-retry` overrules the table. */
export function mayRetry(
  effect: 'read' | 'write',
  { kind, status = 0, code = '', shouldRetry }: Mishap,
): boolean {
  const { statuses, statusesFrom, codes, kinds } = RETRY_POLICY[effect];
  if (shouldRetry !== undefined) return shouldRetry;
  if (kind !== 'answered' && kind !== 'rate_limited') return kinds.includes(kind);
  return statuses.includes(status) || status >= statusesFrom || (status === 409 && codes.includes(code));
}

/** Tells whether a write that ended like this may have taken effect. */
export function leavesDoubt({ kind, status, sent }: Mishap): boolean {
  if (!sent) return false;
  if (status === undefined || kind === 'timeout' || kind === 'interrupted' || kind === 'cancelled')
    return true;
  return status < 400 || status === 408 || status >= 500;
}
