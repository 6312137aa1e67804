import { ERROR_CODES, mayResend, type ErrorCode, type Failure, type Resend } from 'anthropic-admin-connector';
import { PLATFORM_PROBLEMS, type ProblemError, type ProblemMeta, type ProblemCode } from './problem.js';

/** What a platform error adds to its code. */
export interface PlatformErrorDetails extends Partial<
  Omit<ProblemError, 'code' | 'blame' | 'effect' | 'message' | 'retry'>
> {
  readonly message: string;
  readonly afterMs?: number;
  /** Overrides the default of the code. */
  readonly resend?: Resend;
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
      resend = resendOf(this.code),
      headers: _headers,
      status: _status,
      meta: _meta,
      ...rest
    } = this.details;
    return {
      code: this.code,
      blame: blameOf(this.code),
      message,
      effect: 'none',
      retry: { allowed: mayResend(resend), resend, ...(afterMs === undefined ? {} : { afterMs }) },
      ...rest,
    };
  }
}

/** A refusal of the platform itself: the request has to change, unless the code says otherwise. */
const resendOf = (code: ProblemCode): Resend =>
  code in ERROR_CODES ? ERROR_CODES[code as ErrorCode].resend : 'after_change';

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
