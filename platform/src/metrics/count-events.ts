import type { ApiEvent, EventSink } from 'anthropic-admin-connector';
import type { Metrics } from './metrics.js';

/** Counts what happens on the wire. */
export const countEvents =
  (metrics: Metrics): EventSink =>
  (event) =>
    count(metrics, event);

function count(metrics: Metrics, event: ApiEvent): void {
  const { method } = event.subject;
  switch (event.type) {
    case 'attempt_started':
      return;
    case 'attempt_finished':
      metrics.upstreamRequests.inc({ method, result: String(event.result) });
      metrics.upstreamSeconds.observe({ method }, event.durationMs / 1000);
      return;
    case 'limiter_waited':
      metrics.limiterWaitSeconds.observe(event.waitedMs / 1000);
      return;
    case 'retry_scheduled':
      metrics.retries.inc({ method });
      return;
    case 'read_joined':
      metrics.joinedReads.inc();
  }
}
