import { ERROR_CODES, type ErrorCode, type Failure } from 'anthropic-admin-connector';
import { PLATFORM_PROBLEMS, type ProblemError, type ProblemMeta, type ProblemCode } from './problem.js';

/** What a platform error adds to its code. */
export interface PlatformErrorDetails extends Partial<
  Omit<ProblemError, 'code' | 'blame' | 'message' | 'retry'>
> {
  readonly message: string;
  readonly afterMs?: number;
  /** Overrides the default of the code. */
  readonly retryable?: boolean;
  /** Headers of the response. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrides the default HTTP status of the code. */
  readonly status?: number;
  /** Set if a connector was called. */
  readonly meta?: ProblemMeta;
}

/** A failure that becomes a problem response. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';

  constructor(
    readonly code: ProblemCode,
    readonly details: PlatformErrorDetails,
  ) {
    super(details.message);
  }

  /** The error in the form that outcomes have. */
  toError(): ProblemError {
    const {
      message,
      afterMs,
      retryable,
      headers: _headers,
      status: _status,
      meta: _meta,
      ...rest
    } = this.details;
    const allowed = retryable ?? (this.code in ERROR_CODES && ERROR_CODES[this.code as ErrorCode].retryable);
    return {
      code: this.code,
      blame: blameOf(this.code),
      message,
      retry: { allowed, ...(afterMs === undefined ? {} : { afterMs }) },
      ...rest,
    };
  }
}

const blameOf = (code: ProblemCode): ProblemError['blame'] =>
  code in PLATFORM_PROBLEMS
    ? PLATFORM_PROBLEMS[code as keyof typeof PLATFORM_PROBLEMS].blame
    : ERROR_CODES[code as ErrorCode].blame;

/** A failed outcome that becomes a problem response. */
export class OutcomeFailure extends Error {
  override readonly name = 'OutcomeFailure';

  constructor(
    readonly failure: Failure,
    /** Overrides the default HTTP status of the code. */
    readonly status?: number,
  ) {
    super(failure.error.message);
  }
}
