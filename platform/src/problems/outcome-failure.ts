import type { Failure } from 'anthropic-admin-connector';

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
