import type { IncomingHttpHeaders } from 'node:http';
import { createTraceState, ROOT_CONTEXT, trace, type Context } from '@opentelemetry/api';

const TRACEPARENT =
  /^(?!ff)[\da-f]{2}-(?<traceId>(?!0{32})[\da-f]{32})-(?<spanId>(?!0{16})[\da-f]{16})-(?<flags>[\da-f]{2})(-.*)?$/;

/** The span of the caller that a request belongs to, by W3C Trace Context; a trace that cannot be read is begun anew. */
export function remoteParent({ traceparent, tracestate }: IncomingHttpHeaders): Context {
  const { traceId, spanId, flags } = TRACEPARENT.exec(String(traceparent))?.groups ?? {};
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags ?? '0', 16),
    isRemote: true,
    ...(tracestate === undefined ? {} : { traceState: createTraceState(String(tracestate)) }),
  });
}
