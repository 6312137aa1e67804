import { ERROR_CODES, type ErrorCode, type Failure } from 'anthropic-admin-connector';
import { PLATFORM_PROBLEMS, type ProblemError, type ProblemMeta, type ProblemCode } from './problem.js';

/** What a platform error adds to its code. */
export interface PlatformErrorDetails extends Partial<
  Omit<ProblemError, 'code' | 'blame' | 'message' | 'retry'>
> {
  readonly message: string;
  readonly afterMs?: number;
  /** Overrules the code's own answer. */
  readonly retryable?: boolean;
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrules the code's usual HTTP status. */
  readonly status?: number;
  /** Known where a connector was asked. */
  readonly meta?: ProblemMeta;
}

/** A failure on its way to becoming a problem answer. */
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

/** An outcome that is a failure, on its way to becoming a problem answer. */
export class OutcomeFailure extends Error {
  override readonly name = 'OutcomeFailure';

  constructor(
    readonly failure: Failure,
    /** Overrules the code's usual HTTP status. */
    readonly status?: number,
  ) {
    super(failure.error.message);
  }
}
