/** One thing that is wrong with an input. */
export interface Issue {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

/** What the API does not offer, with the way around it. */
export interface Limitation {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  readonly reference?: string;
  readonly alternative?: { readonly actionId: string; readonly input: Record<string, unknown> };
}

/** The error of an outcome, as it stands in a problem body under `error`. */
export interface OutcomeError {
  readonly code: string;
  readonly blame?: string;
  readonly message: string;
  readonly fix?: string;
  readonly retry?: { readonly allowed: boolean; readonly afterMs?: number };
  readonly issues?: readonly Issue[];
  readonly limitation?: Limitation;
  readonly next?: { readonly actionId: string; readonly input: Record<string, unknown> };
  readonly upstream?: Record<string, unknown>;
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
