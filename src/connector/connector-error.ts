import { ERROR_CODES, type ErrorCode } from './error-codes.js';
import type { OutcomeError } from './outcome.js';

/** What a connector error adds to its code. */
export interface ConnectorErrorDetails extends Partial<
  Omit<OutcomeError, 'code' | 'blame' | 'message' | 'retry'>
> {
  readonly message: string;
  readonly afterMs?: number;
  /** Overrules the code's own answer. */
  readonly retryable?: boolean;
}

/** An expected failure on its way to becoming an outcome; it never leaves the dispatcher. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';

  constructor(
    readonly code: ErrorCode,
    readonly details: ConnectorErrorDetails,
  ) {
    super(details.message);
  }

  /** The error as a caller gets it. */
  toOutcomeError(): OutcomeError {
    const { message, afterMs, retryable, ...rest } = this.details;
    const { blame, retryable: usually } = ERROR_CODES[this.code];
    const allowed = retryable ?? usually;
    return {
      code: this.code,
      blame,
      message,
      retry: { allowed, ...(afterMs === undefined ? {} : { afterMs }) },
      ...rest,
    };
  }
}
