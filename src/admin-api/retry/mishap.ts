import type { AdminApiErrorKind } from '../admin-api-error.js';

/** How one attempt failed, before anyone decides what follows from it. */
export interface Mishap {
  readonly kind: AdminApiErrorKind;
  /** True when the request, or a part of it, may have reached the API. */
  readonly sent: boolean;
  readonly reason?: string;
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly upstreamMessage?: string;
  readonly requestId?: string;
  readonly organizationId?: string;
  /** The API's own word on trying again: `x-should-retry`. */
  readonly shouldRetry?: boolean;
  /** Milliseconds that the API, or our limiter, asks to wait. */
  readonly hintMs?: number;
}
