import type { IncomingHttpHeaders } from 'node:http';
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  trace,
  type Context,
  type Span,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { maskKeys } from '../../security/text.js';

/** Attributes without a name in OpenTelemetry's conventions. None holds a value that a caller chooses, except its own ids. */
export const ATTRIBUTE = {
  tenant: 'connector.tenant_id',
  /** The request id of the log. */
  requestId: 'connector.request_id',
  connector: 'connector.id',
  /** Id of the action, or `unknown`. */
  action: 'connector.action_id',
  /** `ok`, or the code of the error. */
  outcome: 'connector.outcome',
  /** Number of requests sent to the API. */
  attempts: 'connector.attempts',
} as const;

/** Nothing is registered globally, because a process may contain several platforms. */
const propagator = new W3CTraceContextPropagator();

/** Reads the caller's span from W3C Trace Context headers; an invalid trace is ignored, so a new one begins. */
export const remoteParent = (headers: IncomingHttpHeaders): Context =>
  propagator.extract(ROOT_CONTEXT, withoutKeys(headers), defaultTextMapGetter);

/** A trace state is exported as it is, so one that looks like it holds a key is left out. */
function withoutKeys({ tracestate, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  const states = [tracestate ?? []].flat();
  return states.length === 0 || states.some((state) => maskKeys(state) !== state)
    ? headers
    : { ...headers, tracestate };
}

/** Writes a span as the header `traceparent`. */
export function traceparentOf(span: Span): string | undefined {
  const headers: { traceparent?: string } = {};
  propagator.inject(trace.setSpan(ROOT_CONTEXT, span), headers, defaultTextMapSetter);
  return headers.traceparent;
}

/** Creates spans, each as a child of the current one. */
export class Spans {
  readonly #contexts = new AsyncLocalStorageContextManager().enable();

  constructor(private readonly tracer: Tracer) {}

  /** The span of the code that is running. */
  get current(): Span | undefined {
    return trace.getSpan(this.#contexts.active());
  }

  /** Starts a span, which the caller must end. */
  begin(name: string, options: SpanOptions, parent = this.#contexts.active()): Span {
    return this.tracer.startSpan(name, options, parent);
  }

  /** Runs a function with a span as the current one. */
  inside<Result>(span: Span, work: () => Result): Result {
    return this.#contexts.with(trace.setSpan(ROOT_CONTEXT, span), work);
  }
}
