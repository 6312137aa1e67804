import { randomUUID } from 'node:crypto';
import type { ConnectorError } from './connector-error.js';
import type { InvocationContext } from './context.js';
import type { Failure, OutcomeMeta, OutcomePage, PartialPull, Success } from './outcome.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One call on its way through the dispatcher: what was asked, and what has been learnt so far. */
export class Invocation {
  readonly requestId: string;
  readonly facts: Mutable<Omit<OutcomeMeta, 'requestId' | 'durationMs'>> = { attempts: 0 };

  constructor(
    readonly actionId: string,
    readonly input: unknown,
    readonly context: InvocationContext,
    private readonly now: () => number,
    private readonly startedAt = now(),
  ) {
    this.requestId = context.requestId ?? randomUUID();
  }

  /** Notes what one exchange with the API told about itself. */
  note(exchange: { attempts: number; requestId?: string; organizationId?: string }): void {
    this.facts.attempts += exchange.attempts;
    if (exchange.requestId !== undefined) this.facts.upstreamRequestId = exchange.requestId;
    if (exchange.organizationId !== undefined) this.facts.organizationId = exchange.organizationId;
  }

  /** Notes that a pull stopped early. */
  stopEarly(partial: PartialPull): void {
    this.facts.partial = partial;
  }

  /** Adds a warning for the caller, once. */
  warn(warning: string): void {
    this.facts.warnings = [...new Set([...(this.facts.warnings ?? []), warning])];
  }

  /** The good end. */
  succeed(data: unknown, page?: OutcomePage): Success<unknown> {
    return { ok: true, actionId: this.actionId, data, ...(page ? { page } : {}), meta: this.meta() };
  }

  /** The other end. */
  fail(error: ConnectorError): Failure {
    return { ok: false, actionId: this.actionId, error: error.toOutcomeError(), meta: this.meta() };
  }

  private meta(): OutcomeMeta {
    return { requestId: this.requestId, durationMs: Math.round(this.now() - this.startedAt), ...this.facts };
  }
}
