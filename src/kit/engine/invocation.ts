import { randomUUID } from 'node:crypto';
import type { OutcomePage } from '../compile/paging.js';
import type { InvocationContext } from './context.js';
import type { Failure, OutcomeError, OutcomeMeta, PartialPull, Success } from './outcome.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One call in progress: what was asked, and the facts for `meta`. */
export class Invocation {
  readonly requestId: string;
  readonly facts: Mutable<Omit<OutcomeMeta, 'requestId' | 'durationMs'>> = { attempts: 0 };

  constructor(
    readonly actionId: string,
    readonly input: unknown,
    /** Absent only where a JavaScript caller passed none. */
    readonly context: InvocationContext,
    private readonly now: () => number,
    private readonly startedAt = now(),
  ) {
    const { requestId } = (context ?? {}) as Partial<InvocationContext>;
    this.requestId = requestId ?? randomUUID();
  }

  /** Adds the facts of one exchange with the API. */
  note(exchange: { attempts: number; requestId?: string; organizationId?: string }): void {
    this.facts.attempts += exchange.attempts;
    if (exchange.requestId !== undefined) this.facts.upstreamRequestId = exchange.requestId;
    if (exchange.organizationId !== undefined) this.facts.organizationId = exchange.organizationId;
  }

  /** Records that a pull stopped before the end of the list. */
  stopEarly(partial: PartialPull): void {
    this.facts.partial = partial;
  }

  /** Adds a warning, once. */
  warn(warning: string): void {
    this.facts.warnings = [...new Set([...(this.facts.warnings ?? []), warning])];
  }

  /** The outcome of a success. */
  succeed(data: unknown, page?: OutcomePage): Success<unknown> {
    return { ok: true, actionId: this.actionId, data, ...(page ? { page } : {}), meta: this.#meta() };
  }

  /** The outcome of a failure. */
  fail(error: OutcomeError): Failure {
    return { ok: false, actionId: this.actionId, error, meta: this.#meta() };
  }

  #meta(): OutcomeMeta {
    return { requestId: this.requestId, durationMs: Math.round(this.now() - this.startedAt), ...this.facts };
  }
}
