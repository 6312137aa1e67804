/** A validation error of an input. */
export interface Issue {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** A limitation of the API, with its workaround. */
export interface Limitation {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  readonly reference?: string;
  readonly alternative?: {
    readonly actionId: string;
    readonly input: Record<string, unknown>;
    /** Fields that it does not set as asked. */
    readonly loses?: readonly string[];
  };
}

/** The error of an outcome, in the property `error` of a problem body. */
export interface OutcomeError {
  readonly code: string;
  readonly blame?: string;
  readonly message: string;
  readonly fix?: string;
  /** Whether it changed anything. */
  readonly effect?: 'none' | 'done' | 'partial' | 'unknown';
  readonly retry?: { readonly allowed: boolean; readonly resend?: string; readonly afterMs?: number };
  readonly issues?: readonly Issue[];
  readonly limitation?: Limitation;
  readonly next?: { readonly actionId: string; readonly input: Record<string, unknown> };
  readonly upstream?: Record<string, unknown>;
  /** What has to be approved before the call can run. */
  readonly approval?: { readonly id: string };
}

/** An `application/problem+json` body of the platform. */
export interface ProblemBody {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly error?: OutcomeError;
  readonly meta?: { readonly requestId?: string } & Record<string, unknown>;
}

/** An error response of the platform. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(readonly body: ProblemBody) {
    super(body.detail);
  }

  /** A stable code, such as `credential_rejected`. */
  get code(): string {
    return this.body.code;
  }

  get status(): number {
    return this.body.status;
  }

  /** The error of the outcome; derived from the problem if the response has none. */
  get error(): OutcomeError {
    return this.body.error ?? { code: this.body.code, message: this.body.detail };
  }

  /** How to fix it. */
  get fix(): string | undefined {
    return this.body.error?.fix;
  }

  get issues(): readonly Issue[] {
    return this.body.error?.issues ?? [];
  }

  /** The reference to quote in support requests. */
  get requestId(): string | undefined {
    return this.body.meta?.requestId;
  }
}

/** Whether a thrown value is a problem of the platform, optionally with a code. */
export const isProblem = (thrown: unknown, code?: string): thrown is ApiProblem =>
  thrown instanceof ApiProblem && (code === undefined || thrown.code === code);

/** There was no response: the platform or the network is down. The request may or may not have arrived. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(cause?: unknown) {
    super('The platform cannot be reached.', { cause });
  }
}
