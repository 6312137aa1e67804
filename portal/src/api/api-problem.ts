import type { Issue, OutcomeError, ProblemBody } from './problem-body.js';

/** The platform answered, and the answer is a problem. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(readonly body: ProblemBody) {
    super(body.detail);
  }

  /** Stable, such as `credential_rejected`. */
  get code(): string {
    return this.body.code;
  }

  get status(): number {
    return this.body.status;
  }

  /** The whole error of the outcome; made of the problem where it has none. */
  get error(): OutcomeError {
    return this.body.error ?? { code: this.body.code, message: this.body.detail };
  }

  /** What to do about it. */
  get fix(): string | undefined {
    return this.body.error?.fix;
  }

  get issues(): readonly Issue[] {
    return this.body.error?.issues ?? [];
  }

  /** What to tell whoever runs the platform. */
  get requestId(): string | undefined {
    return this.body.meta?.requestId;
  }
}

/** Tells whether something thrown is a problem of the platform, and optionally of which code. */
export const isProblem = (thrown: unknown, code?: string): thrown is ApiProblem =>
  thrown instanceof ApiProblem && (code === undefined || thrown.code === code);
