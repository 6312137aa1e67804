import type { AdminApiErrorKind } from './admin-api-error.js';

/** What happens inside a call, for metrics and logs; never with the key, a header, a body or a query string. */
export type AdminApiEvent =
  | { readonly type: 'attempt_started'; readonly subject: EventSubject; readonly attempt: number }
  | {
      readonly type: 'attempt_finished';
      readonly subject: EventSubject;
      readonly attempt: number;
      readonly durationMs: number;
      /** The HTTP status, or what broke when there is none. */
      readonly result: number | AdminApiErrorKind;
    }
  | { readonly type: 'limiter_waited'; readonly subject: EventSubject; readonly waitedMs: number }
  | { readonly type: 'retry_scheduled'; readonly subject: EventSubject; readonly waitMs: number }
  | { readonly type: 'read_joined'; readonly subject: EventSubject };

/** The call that an event belongs to. */
export interface EventSubject {
  readonly limiterKey: string;
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
}

/** Receives the events; what it throws is ignored. */
export type EventSink = (event: AdminApiEvent) => void;
