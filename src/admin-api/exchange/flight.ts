import type { AdminAnswer, AdminCall, AdminRequest } from '../admin-request.js';
import { Exchange } from './exchange.js';
import type { Pause } from './exchange.js';
import type { ExchangeContext } from './exchange-context.js';
import { Waiter } from './waiter.js';

/** One exchange and everyone who waits for it; it lasts as long as the most patient of them. */
export class Flight {
  readonly #exchange: Exchange;
  readonly #waiters = new Set<Waiter>();

  constructor(
    private readonly context: ExchangeContext,
    request: AdminRequest,
    call: AdminCall,
    private readonly onEnd?: () => void,
  ) {
    this.#exchange = new Exchange(context, request, call);
    this.#exchange.onPause = (pause) => this.#dismissImpatient(pause);
  }

  /** Sends the request for the first caller. */
  start(call: AdminCall): Promise<AdminAnswer> {
    const waiter = this.#admit(call, false);
    void this.#fly();
    return waiter.answer;
  }

  /** Lets another caller wait for the same answer. */
  join(call: AdminCall): Promise<AdminAnswer> {
    const exchange = this.#exchange;
    const waiter = this.#admit(call, true);
    this.context.emit?.({ type: 'read_joined', subject: exchange.subject });
    exchange.deadline = Math.max(exchange.deadline, call.deadline);
    if (exchange.pause !== undefined) this.#dismissImpatient(exchange.pause);
    return waiter.answer;
  }

  /** Takes a waiter out; the last one to go stops the exchange. */
  leave(waiter: Waiter): void {
    if (this.#waiters.delete(waiter) && this.#waiters.size === 0) {
      this.onEnd?.();
      this.#exchange.stop();
    }
  }

  #admit(call: AdminCall, joined: boolean): Waiter {
    const waiter = new Waiter(call, this.#exchange, this, joined, this.context.runtime.now());
    this.#waiters.add(waiter);
    return waiter;
  }

  async #fly(): Promise<void> {
    const outcome = await this.#exchange.run();
    if (this.#waiters.size > 0) this.onEnd?.();
    for (const waiter of this.#waiters) waiter.settle(outcome);
  }

  #dismissImpatient({ until, failure }: Pause): void {
    for (const waiter of this.#waiters) {
      if (waiter.deadline > until) continue;
      this.leave(waiter);
      waiter.settle(failure);
    }
  }
}
