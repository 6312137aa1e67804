import type { AxiosResponse } from 'axios';
import { AdminApiError } from '../admin-api-error.js';
import type { AdminApiFailure } from '../admin-api-error.js';
import type { AdminAnswer, AdminCall } from '../admin-request.js';
import { LONGEST_TIMER_MS } from '../runtime.js';
import { unwatchSignal, watchSignal } from './abort-watch.js';
import type { Abortable } from './abort-watch.js';
import type { Exchange } from './exchange.js';
import { readAnswer } from './read-answer.js';

/** Told when a waiter gives up, by its own signal or deadline. */
export interface Leaving {
  leave(waiter: Waiter): void;
}

/** One caller of `send()`: with a deadline and a signal of its own, and an answer of its own. */
export class Waiter implements Abortable {
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** What `send()` returns. */
  readonly answer: Promise<AdminAnswer>;
  #resolve!: (answer: AdminAnswer) => void;
  #reject!: (error: AdminApiError) => void;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly call: AdminCall,
    private readonly exchange: Exchange,
    private readonly flight: Leaving,
    private readonly joined: boolean,
    now: number,
  ) {
    this.deadline = call.deadline;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setTimeout(expire, Math.min(call.deadline - now, LONGEST_TIMER_MS), this);
    if (call.signal !== undefined) watchSignal(call.signal, this);
  }

  /** Called by the signal. */
  abort(): void {
    this.#giveUp('cancelled', 'the caller gave up');
  }

  /** Called by the timer. */
  expire(): void {
    this.#giveUp('timeout', 'the deadline has passed');
  }

  /** Hands the caller its own reading of the outcome. */
  settle(outcome: AxiosResponse<string> | AdminApiFailure): void {
    this.#release();
    if ('kind' in outcome) return this.#reject(new AdminApiError(outcome));
    const reading = readAnswer(outcome);
    if ('mishap' in reading) return this.#reject(new AdminApiError(this.exchange.failure(reading.mishap)));
    const { attempts, waitedMs } = this.exchange;
    this.#resolve({ status: outcome.status, ...reading, attempts, waitedMs, joined: this.joined });
  }

  #giveUp(kind: 'cancelled' | 'timeout', reason: string): void {
    const failure = this.exchange.failure({ kind, reason, sent: this.exchange.sent });
    this.flight.leave(this);
    this.settle(failure);
  }

  #release(): void {
    clearTimeout(this.#timer);
    if (this.call.signal !== undefined) unwatchSignal(this.call.signal, this);
  }
}

const expire = (waiter: Waiter): void => waiter.expire();
