import type { Resend } from '../http/effects.js';

/** Who has to act when an invocation fails; `host` is the application that mounts the connector. */
export type Blame = 'caller' | 'configuration' | 'upstream' | 'host' | 'connector';

interface ErrorCodeFacts {
  readonly blame: Blame;
  /** Whether the same invocation may be sent again, where nothing more is known. */
  readonly resend: Resend;
}

/** Every way an invocation can fail. */
export const ERROR_CODES = {
  unknown_action: { blame: 'caller', resend: 'after_change' },
  action_disabled: { blame: 'configuration', resend: 'after_change' },
  invalid_input: { blame: 'caller', resend: 'after_change' },
  limited_operation: { blame: 'caller', resend: 'never' },
  policy_denied: { blame: 'configuration', resend: 'after_change' },
  approval_required: { blame: 'configuration', resend: 'after_change' },
  plan_outdated: { blame: 'configuration', resend: 'after_change' },
  key_use_refused: { blame: 'configuration', resend: 'after_change' },
  credential_missing: { blame: 'configuration', resend: 'after_change' },
  credential_pending: { blame: 'configuration', resend: 'after_wait' },
  credential_rejected: { blame: 'configuration', resend: 'after_change' },
  credential_forbidden: { blame: 'configuration', resend: 'after_change' },
  identity_changed: { blame: 'configuration', resend: 'after_change' },
  not_found: { blame: 'caller', resend: 'after_change' },
  conflict: { blame: 'caller', resend: 'after_change' },
  rate_limited: { blame: 'upstream', resend: 'after_wait' },
  upstream_invalid_request: { blame: 'caller', resend: 'after_change' },
  upstream_unavailable: { blame: 'upstream', resend: 'after_wait' },
  upstream_protocol: { blame: 'upstream', resend: 'after_change' },
  timeout: { blame: 'upstream', resend: 'same_request' },
  cancelled: { blame: 'caller', resend: 'same_request' },
  change_incomplete: { blame: 'upstream', resend: 'never' },
  outcome_unknown: { blame: 'upstream', resend: 'never' },
  idempotency_conflict: { blame: 'caller', resend: 'after_change' },
  host_failed: { blame: 'host', resend: 'after_wait' },
  internal: { blame: 'connector', resend: 'never' },
} as const satisfies Record<string, ErrorCodeFacts>;

/** The code of a failed invocation. */
export type ErrorCode = keyof typeof ERROR_CODES;
