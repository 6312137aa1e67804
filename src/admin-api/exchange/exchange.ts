import type { AxiosResponse } from 'axios';
import type { AdminApiFailure } from '../admin-api-error.js';
import type { AdminCall, AdminRequest } from '../admin-request.js';
import type { EventSubject } from '../events.js';
import { acquireSlot, askForSilence } from '../pacing/pacing.js';
import type { SlotRequest } from '../pacing/rate-limiter.js';
import { mishapOfAnswer } from '../retry/answer-mishap.js';
import { mishapOfError } from '../retry/error-mishap.js';
import type { Mishap } from '../retry/mishap.js';
import { delayAfter } from '../retry/retry-delay.js';
import { leavesDoubt, mayRetry } from '../retry/retry-policy.js';
import type { Attempt } from '../transport/attempt.js';
import { TransportFailure } from '../transport/transport-failure.js';
import { withoutQuery } from '../urls/request-path.js';
import type { ExchangeContext } from './exchange-context.js';
import { jsonOf } from './json-body.js';
import { observe } from './observe.js';

/** A wait that an exchange begins, and the failure of those who cannot sit through it. */
export interface Pause {
  /** Epoch milliseconds. */
  readonly until: number;
  readonly failure: AdminApiFailure;
}

const QUEUED = 'the organization has used up its requests for now';

/** One request to the API with its retries. */
export class Exchange implements SlotRequest {
  /** Requests that went out. */
  attempts = 0;
  /** Milliseconds spent in the limiter's queue and between attempts. */
  waitedMs = 0;
  /** Epoch milliseconds; moved later for someone who joins and has more time. Each waiter watches its own. */
  deadline: number;
  /** The wait under way. */
  pause?: Pause;
  /** Told when a wait begins. */
  onPause?: (pause: Pause) => void;
  #attempt?: Attempt;
  #aborter?: AbortController;
  #doubt = false;
  #stopped = false;

  constructor(
    private readonly context: ExchangeContext,
    private readonly request: AdminRequest,
    private readonly call: AdminCall,
  ) {
    this.deadline = call.deadline;
  }

  /** The limiter's key. */
  get key(): string {
    return this.call.limiterKey;
  }

  /** Aborts when the exchange is stopped; made on demand, since most exchanges never wait. */
  get signal(): AbortSignal {
    return (this.#aborter ??= new AbortController()).signal;
  }

  /** What events say of this exchange. */
  get subject(): EventSubject {
    return { limiterKey: this.key, method: this.request.method, path: withoutQuery(this.request.path) };
  }

  /** True while a request may be on its way. */
  get sent(): boolean {
    return this.#attempt?.sent ?? false;
  }

  /** Runs to the end: a 2xx answer, or the failure that is final. */
  async run(): Promise<AxiosResponse<string> | AdminApiFailure> {
    const { limiter, maxRetries, runtime } = this.context;
    for (let retries = 0; ; retries += 1) {
      const outcome = await this.#try();
      if (!('kind' in outcome)) return outcome;
      if (this.#stopped) return this.failure(outcome);
      const again = mayRetry(this.request.effect, outcome);
      const delayMs = delayAfter(outcome, this.request, retries, runtime.random());
      const failure = this.failure(outcome, again ? delayMs : outcome.hintMs);
      this.#doubt = failure.inDoubt;
      const until = runtime.now() + delayMs;
      if (outcome.status === 429) void askForSilence(limiter, this.key, outcome, this.request, until);
      if (!again || retries >= maxRetries || until >= this.deadline) return failure;
      await this.#sleep(delayMs, failure);
    }
  }

  /** Everything there is to say about a failure of this exchange. */
  failure(mishap: Mishap, retryAfterMs?: number): AdminApiFailure {
    const { effect, method, path } = this.request;
    const inDoubt = this.#doubt || (effect === 'write' && leavesDoubt(mishap));
    const ownLimit = mishap.kind === 'rate_limited' && mishap.status === undefined;
    return {
      ...mishap,
      method,
      path: withoutQuery(path),
      attempts: this.attempts,
      waitedMs: this.waitedMs,
      inDoubt,
      retryable: !inDoubt && (ownLimit || mayRetry(effect, mishap)),
      retryAfterMs,
    };
  }

  /** Ends everything at once, because nobody waits any more. */
  stop(): void {
    this.#stopped = true;
    this.#aborter?.abort();
    this.#attempt?.stop('cancelled', 'nobody waits any more');
  }

  /** Called by the limiter when the request has to wait. */
  onWait(until: number): void {
    const hintMs = until - this.context.runtime.now();
    this.#announce(until, this.failure({ kind: 'rate_limited', sent: false, reason: QUEUED }, hintMs));
  }

  async #try(): Promise<AxiosResponse<string> | Mishap> {
    const { limiter, runtime } = this.context;
    try {
      const slot = acquireSlot(limiter, this, this.request);
      if (slot !== 0) this.#noteWait(await slot);
      if (this.#stopped) throw new TransportFailure('cancelled', 'nobody waits any more', false);
      const answer = await this.#send();
      if (answer.status >= 200 && answer.status < 300) return answer;
      return mishapOfAnswer(answer, this.call.key, runtime.now());
    } catch (error) {
      return mishapOfError(error, this.sent);
    } finally {
      this.#attempt?.retire();
      this.#attempt = undefined;
    }
  }

  #send(): Promise<AxiosResponse<string>> {
    const { sender, runtime, emit } = this.context;
    const { method, path, body, betas } = this.request;
    const data = jsonOf(body);
    const attempt = sender.attempt(this.call.key, betas?.join());
    this.#attempt = attempt;
    this.attempts += 1;
    if (emit === undefined) return sender.send(attempt, method, path, data);
    return observe(
      () => sender.send(attempt, method, path, data),
      emit,
      this.subject,
      this.attempts,
      runtime,
    );
  }

  async #sleep(ms: number, failure: AdminApiFailure): Promise<void> {
    this.#announce(this.context.runtime.now() + ms, failure);
    this.context.emit?.({ type: 'retry_scheduled', subject: this.subject, waitMs: ms });
    // Woken early because the exchange was stopped: the next attempt sees that before it starts.
    await this.context.runtime.sleep(ms, this.signal).catch(() => undefined);
    this.waitedMs += ms;
    this.pause = undefined;
  }

  #noteWait(waitedMs: number): void {
    this.waitedMs += waitedMs;
    this.pause = undefined;
    if (waitedMs > 0) this.context.emit?.({ type: 'limiter_waited', subject: this.subject, waitedMs });
  }

  #announce(until: number, failure: AdminApiFailure): void {
    this.pause = { until, failure };
    this.onPause?.(this.pause);
  }
}
