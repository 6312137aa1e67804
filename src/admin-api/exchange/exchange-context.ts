import type { EventSink } from '../events.js';
import type { RateLimiter } from '../pacing/rate-limiter.js';
import type { Runtime } from '../runtime.js';
import type { AttemptSender } from '../transport/attempt-sender.js';

/** What all calls of one `AdminApi` share. */
export interface ExchangeContext {
  readonly sender: AttemptSender;
  readonly limiter: RateLimiter;
  readonly runtime: Runtime;
  readonly maxRetries: number;
  readonly emit?: EventSink;
}
