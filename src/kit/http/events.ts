import type { RequestOrigin } from './api-request.js';
import type { ApiErrorKind } from './attempt-failure.js';

/** A step of a call, for metrics and logs. Never contains the key, a header, a body or a query string. */
export type ApiEvent =
  | { readonly type: 'attempt_started'; readonly subject: EventSubject; readonly attempt: number }
  | {
      readonly type: 'attempt_finished';
      readonly subject: EventSubject;
      readonly attempt: number;
      readonly durationMs: number;
      /** The HTTP status, or the kind of failure if there was no response. */
      readonly result: number | ApiErrorKind;
    }
  | { readonly type: 'limiter_waited'; readonly subject: EventSubject; readonly waitedMs: number }
  | { readonly type: 'retry_scheduled'; readonly subject: EventSubject; readonly waitMs: number }
  | { readonly type: 'read_joined'; readonly subject: EventSubject };

/** The call that an event belongs to. Labels of metrics are `method`, `route` and `actionId`: all others have no bound. */
export interface EventSubject extends Omit<RequestOrigin, 'tenantId' | 'traceparent'> {
  readonly tenantId?: string;
  readonly limiterKey: string;
  readonly method: string;
  /** The path with its parameters in place of values, such as `/v1/users/{user_id}`. */
  readonly route: string;
  /** The path with its values, without the query string. */
  readonly path: string;
}

/** Receives events. Errors that it throws are ignored. */
export type EventSink = (event: ApiEvent) => void;
