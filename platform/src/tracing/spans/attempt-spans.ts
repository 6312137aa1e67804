import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
} from '@opentelemetry/semantic-conventions';
import type { ApiEvent, EventSink } from 'anthropic-admin-connector';
import type { Spans } from './spans.js';

type Finished = Extract<ApiEvent, { type: 'attempt_finished' }>;

/** Creates a span for each request to the Admin API, and events for what it waited for. Without its path, which contains ids. */
export const attemptSpans =
  (spans: Spans): EventSink =>
  (event) => {
    switch (event.type) {
      case 'attempt_finished':
        addAttempt(spans, event);
        return;
      case 'limiter_waited':
        if (event.waitedMs > 0) spans.current?.addEvent('limiter waited', { waitedMs: event.waitedMs });
        return;
      case 'retry_scheduled':
        spans.current?.addEvent('retry scheduled', { waitMs: event.waitMs });
        return;
      case 'read_joined':
        spans.current?.addEvent('read joined');
    }
  };

/** Created when the attempt ends, because its two events share no id. */
function addAttempt(spans: Spans, { subject: { method }, attempt, durationMs, result }: Finished): void {
  const endTime = Date.now();
  const span = spans.begin(method, {
    kind: SpanKind.CLIENT,
    startTime: endTime - durationMs,
    attributes: {
      [ATTR_HTTP_REQUEST_METHOD]: method,
      ...(attempt > 1 ? { [ATTR_HTTP_REQUEST_RESEND_COUNT]: attempt - 1 } : {}),
      ...(typeof result === 'number' ? { [ATTR_HTTP_RESPONSE_STATUS_CODE]: result } : {}),
    },
  });
  if (typeof result !== 'number' || result >= 400) {
    span.setAttribute(ATTR_ERROR_TYPE, String(result)).setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end(endTime);
}
