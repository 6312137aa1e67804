/** Who has to act when an invocation fails; `host` is the application that mounts the connector. */
export type Blame = 'caller' | 'configuration' | 'upstream' | 'host' | 'connector';

interface ErrorCodeFacts {
  readonly blame: Blame;
  /** Whether the same invocation may succeed later, unchanged. */
  readonly retryable: boolean;
}

/** Every way an invocation can fail. */
export const ERROR_CODES = {
  unknown_action: { blame: 'caller', retryable: false },
  action_disabled: { blame: 'configuration', retryable: false },
  invalid_input: { blame: 'caller', retryable: false },
  limited_operation: { blame: 'caller', retryable: false },
  policy_denied: { blame: 'configuration', retryable: false },
  approval_required: { blame: 'configuration', retryable: false },
  credential_missing: { blame: 'configuration', retryable: false },
  credential_rejected: { blame: 'configuration', retryable: false },
  credential_forbidden: { blame: 'configuration', retryable: false },
  not_found: { blame: 'caller', retryable: false },
  conflict: { blame: 'caller', retryable: false },
  rate_limited: { blame: 'upstream', retryable: true },
  upstream_invalid_request: { blame: 'caller', retryable: false },
  upstream_unavailable: { blame: 'upstream', retryable: true },
  upstream_protocol: { blame: 'upstream', retryable: false },
  timeout: { blame: 'upstream', retryable: true },
  cancelled: { blame: 'caller', retryable: true },
  outcome_unknown: { blame: 'upstream', retryable: false },
  idempotency_conflict: { blame: 'caller', retryable: false },
  host_failed: { blame: 'host', retryable: true },
  internal: { blame: 'connector', retryable: false },
} as const satisfies Record<string, ErrorCodeFacts>;

/** The code of a failed invocation. */
export type ErrorCode = keyof typeof ERROR_CODES;
