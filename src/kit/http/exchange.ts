import type { AxiosResponse } from 'axios';
import type { ApiFailure } from './api-error.js';
import type { ApiCall, ApiRequest } from './api-request.js';
import type { Attempt } from './attempt.js';
import {
  AttemptFailure,
  causeOf,
  failureOfError,
  failureOfResponse,
  throwLimiterFailure,
} from './attempt-failure.js';
import { jsonOf } from './attempt-sender.js';
import type { AttemptSender } from './attempt-sender.js';
import type { SecretString } from '../vault/secret-string.js';
import type { EventSink, EventSubject } from './events.js';
import type { RateLimiter, SlotRequest } from './rate-limiter.js';
import type { TenantShares } from './client.js';
import { acquireReportSlots, pauseLimiter } from './report-pacing.js';
import { REDACTED } from './redact.js';
import { consequenceOf, inDoubt as doubtful } from './effects.js';
import { delayAfter, isOwnLimit, isRefusal, mayRetry } from './retry.js';
import type { Runtime } from './runtime.js';
import { WINDOW_MS } from './sliding-window-limiter.js';
import type { Turns } from './turns.js';
import type { WireProfile } from './wire-profile.js';

/** What all calls of one `ApiClient` share. */
export interface ExchangeContext {
  readonly sender: AttemptSender;
  readonly profile: WireProfile;
  readonly limiter: RateLimiter;
  readonly shares: TenantShares;
  /** For responses that are large. */
  readonly turns: Turns;
  readonly runtime: Runtime;
  readonly maxRetries: number;
  readonly emit?: EventSink;
}

/** A wait of an exchange, and the failure of callers whose deadline is before its end. */
export interface Pause {
  /** Epoch milliseconds. */
  readonly until: number;
  readonly failure: ApiFailure;
}

/** One request to the API, with its retries. */
export class Exchange implements SlotRequest {
  /** Number of requests sent. */
  attempts = 0;
  /** Milliseconds spent waiting for the rate limiter and between attempts. */
  waitedMs = 0;
  /** Epoch milliseconds. Moves later when a caller with a later deadline joins; each waiter watches its own. */
  deadline: number;
  /** The current wait. */
  pause?: Pause;
  /** Called when a wait begins. */
  onPause?: (pause: Pause) => void;
  #attempt?: Attempt;
  #aborter?: AbortController;
  #doubt = false;
  #stopped = false;

  constructor(
    private readonly context: ExchangeContext,
    private readonly request: ApiRequest,
    private readonly call: ApiCall,
    /** The key for a request that had to wait; undefined if no caller may send it any longer. */
    private readonly renewKey: () => Promise<SecretString | undefined>,
  ) {
    this.deadline = call.deadline;
  }

  /** The limiter's key. */
  get key(): string {
    return this.call.limiterKey;
  }

  /** Who asks: the tenant is a part of it, because tenants name their subjects on their own. */
  get by(): string {
    return JSON.stringify([this.call.origin?.tenantId, this.call.subject]);
  }

  /** The tenant of who asks. */
  get tenant(): string | undefined {
    return this.call.origin?.tenantId;
  }

  /** Aborts when the exchange stops. Created on first access, because most exchanges never wait. */
  get signal(): AbortSignal {
    return (this.#aborter ??= new AbortController()).signal;
  }

  /** Identifies the exchange in events. */
  get subject(): EventSubject {
    const { method, path, route } = this.request;
    const { traceparent: _, ...origin } = this.call.origin ?? {};
    const shown = withoutQuery(path).replace(this.context.profile.keyPattern, REDACTED);
    return { ...origin, limiterKey: this.key, method, route: route ?? shown, path: shown };
  }

  /** Set if an earlier request of this write may have taken effect. */
  get doubted(): true | undefined {
    return this.#doubt || undefined;
  }

  /** Whether the request is a read. */
  get isRead(): boolean {
    return this.request.effect === 'read';
  }

  /** True while a request may be on its way. */
  get sent(): boolean {
    return this.#attempt?.sent ?? false;
  }

  /** Runs to the end: a 2xx response, or the final failure. */
  async run(): Promise<AxiosResponse<string> | ApiFailure> {
    const { limiter, maxRetries, profile, runtime } = this.context;
    for (let retries = 0; ; retries += 1) {
      const outcome = await this.#try();
      if (!(outcome instanceof AttemptFailure)) return outcome;
      if (this.#stopped) return this.failure(outcome);
      const again = mayRetry(this.request, outcome, profile);
      const delayMs = delayAfter(outcome, this.request, retries, runtime.random());
      // A 429 that says nothing means a whole window.
      const unsaid = outcome.status === 429 ? WINDOW_MS : delayMs;
      const failure = this.failure(outcome, outcome.hintMs ?? (again ? unsaid : undefined));
      this.#doubt ||= failure.effect === 'unknown';
      const until = runtime.now() + delayMs;
      if (outcome.status === 429) {
        // The limit of one operation can last longer; the organization is asked again after a window, and a success ends it.
        const pause = Math.min(until, runtime.now() + WINDOW_MS);
        void pauseLimiter(limiter, this.key, outcome, this.request, pause);
      }
      if (!again || retries >= maxRetries || until >= this.deadline) return failure;
      await this.#sleep(delayMs, failure);
    }
  }

  /** The failure of a call whose last attempt failed like this. */
  failure(attempt: AttemptFailure, retryAfterMs?: number): ApiFailure {
    const { attempts, waitedMs, request, context } = this;
    const { profile } = context;
    const { method, path } = request;
    const own = consequenceOf(attempt, request, profile.errorEffects);
    // An earlier request of this call may have taken effect, whatever became of the last one.
    const { effect, resend } = this.#doubt && own.effect === 'none' ? doubtful(request) : own;
    const inDoubt = effect === 'unknown' && (this.#doubt || !isRefusal(attempt));
    const unsent = isOwnLimit(attempt) || (attempt.kind === 'host' && !attempt.sent);
    const retryable = !inDoubt && (unsent || mayRetry(request, attempt, profile));
    const facts = {
      attempts,
      waitedMs,
      sent: attempt.sent,
      effect,
      resend,
      inDoubt,
      retryable,
      retryAfterMs,
    };
    return { ...causeOf(attempt), method, path: withoutQuery(path), ...facts };
  }

  /** Ends everything at once, because no caller waits any longer. */
  stop(): void {
    this.#stopped = true;
    this.#aborter?.abort();
    this.#attempt?.stop('cancelled', ABANDONED);
  }

  /** Called by the limiter if the request has to wait. */
  onWait(until: number): void {
    const reason = 'its rate limit for this organization is used up until after the deadline';
    const failure = new AttemptFailure({ kind: 'rate_limited', sent: false, reason });
    this.#announce(until, this.failure(failure, until - this.context.runtime.now()));
  }

  async #try(): Promise<AxiosResponse<string> | AttemptFailure> {
    const { sender, profile, runtime } = this.context;
    const { body, betas } = this.request;
    const tenant = this.call.origin?.tenantId ?? '';
    const { subject = '' } = this.call;
    let report: Report | undefined;
    let hasShare = false;
    try {
      const wait = this.#acquireSlot();
      if (wait !== 0) this.#noteWait(await wait);
      const turn = this.context.shares.enter(tenant, subject);
      hasShare = true;
      if (turn !== undefined) await turn;
      const hasWaited = wait !== 0 || turn !== undefined || this.attempts > 0;
      const key = hasWaited ? await this.renewKey() : this.call.key;
      if (key === undefined) return new AttemptFailure({ kind: 'cancelled', sent: false, reason: ABANDONED });
      if (this.#stopped) return new AttemptFailure({ kind: 'cancelled', sent: false, reason: ABANDONED });
      const data = jsonOf(body);
      const attempt = (this.#attempt = sender.attempt(key, this.isRead, betas?.join()));
      this.attempts += 1;
      report = this.#reportStart();
      const response = await sender.send(attempt, this.request, data, this.call.origin);
      report?.(response.status);
      if (response.status >= 200 && response.status < 300) return response;
      return failureOfResponse(response, this.call.key, profile, runtime.now());
    } catch (error) {
      const failure = failureOfError(error, this.sent);
      report?.(failure.kind);
      return failure;
    } finally {
      this.#attempt?.retire();
      this.#attempt = undefined;
      if (hasShare) this.context.shares.leave(tenant, subject);
    }
  }

  /** Milliseconds waited for the limiter: a promise only if there is a wait. */
  #acquireSlot(): number | Promise<number> {
    const { limiter } = this.context;
    try {
      const wait = this.request.slowWindow ? acquireReportSlots(limiter, this) : limiter.acquire(this);
      return typeof wait === 'number' ? wait : wait.catch(throwLimiterFailure);
    } catch (error) {
      return throwLimiterFailure(error);
    }
  }

  #reportStart(): Report | undefined {
    const { emit, runtime } = this.context;
    if (emit === undefined) return undefined;
    const about = { subject: this.subject, attempt: this.attempts };
    const started = runtime.now();
    emit({ type: 'attempt_started', ...about });
    return (result) =>
      emit({ type: 'attempt_finished', ...about, durationMs: runtime.now() - started, result });
  }

  async #sleep(ms: number, failure: ApiFailure): Promise<void> {
    this.#announce(this.context.runtime.now() + ms, failure);
    this.context.emit?.({ type: 'retry_scheduled', subject: this.subject, waitMs: ms });
    // Woken early if the exchange was stopped: the next attempt sees that before it starts.
    await this.context.runtime.sleep(ms, this.signal).catch(() => undefined);
    this.waitedMs += ms;
    this.pause = undefined;
  }

  #noteWait(waitedMs: number): void {
    this.waitedMs += waitedMs;
    this.pause = undefined;
    if (waitedMs > 0) this.context.emit?.({ type: 'limiter_waited', subject: this.subject, waitedMs });
  }

  #announce(until: number, failure: ApiFailure): void {
    this.pause = { until, failure };
    this.onPause?.(this.pause);
  }
}

/** Reports how an attempt ended. */
type Report = (result: number | ApiFailure['kind']) => void;

const ABANDONED = 'no caller waits for the response any longer';

/** The path without its query string. */
export const withoutQuery = (path: string): string => {
  const mark = path.indexOf('?');
  return mark === -1 ? path : path.slice(0, mark);
};
