import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';

/** Makes spans, each inside the one that its work began in. */
export class Spans {
  readonly #here = new AsyncLocalStorage<Context>();

  constructor(private readonly tracer: Tracer) {}

  /** The span whose work is being done. */
  get current(): Span | undefined {
    return trace.getSpan(this.#here.getStore() ?? ROOT_CONTEXT);
  }

  /** Begins a span; whoever begins it ends it. */
  begin(name: string, options: SpanOptions, parent = this.#here.getStore() ?? ROOT_CONTEXT): Span {
    return this.tracer.startSpan(name, options, parent);
  }

  /** Does work inside a span. */
  inside<Result>(span: Span, work: () => Result): Result {
    return this.#here.run(trace.setSpan(ROOT_CONTEXT, span), work);
  }
}
