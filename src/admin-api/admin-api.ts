import type { AxiosInstance } from 'axios';
import { AdminApiError } from './admin-api-error.js';
import type { AdminAnswer, AdminCall, AdminRequest } from './admin-request.js';
import type { EventSink } from './events.js';
import type { ExchangeContext } from './exchange/exchange-context.js';
import { Flight } from './exchange/flight.js';
import { refusalOf } from './exchange/refusal.js';
import { numbersOf } from './options.js';
import type { AdminApiOptions } from './options.js';
import { SlidingWindowLimiter } from './pacing/sliding-window-limiter.js';
import { WINDOW_MS } from './retry/retry-delay.js';
import { systemRuntime } from './runtime.js';
import { AttemptSender } from './transport/attempt-sender.js';
import { parseBaseUrl } from './urls/base-url.js';

const USER_AGENT = 'anthropic-admin-connector';

/** Calls the Admin API: paced, retried where that is safe, and with equal reads joined into one. */
export class AdminApi {
  readonly #sender: AttemptSender;
  readonly #context: ExchangeContext;
  readonly #reads = new Map<string, Flight>();

  /** @throws TypeError or RangeError for an option that cannot be used. */
  constructor(options: AdminApiOptions) {
    const { requestsPerMinute, maxRetries, ...limits } = numbersOf(options);
    const { runtime = systemRuntime, userAgent = USER_AGENT } = options;
    this.#sender = new AttemptSender({ baseUrl: parseBaseUrl(options.baseUrl), userAgent, ...limits });
    this.#context = {
      sender: this.#sender,
      limiter: options.limiter ?? new SlidingWindowLimiter(requestsPerMinute, WINDOW_MS, runtime),
      runtime,
      maxRetries,
      emit: harmless(options.onEvent),
    };
  }

  /** The axios instance that carries the requests: a place for interceptors, which never see the key. */
  get http(): AxiosInstance {
    return this.#sender.http;
  }

  /**
   * Sends one request and reads its answer.
   * @throws AdminApiError, and nothing else, for every failure.
   */
  send(request: AdminRequest, call: AdminCall): Promise<AdminAnswer> {
    const refusal = refusalOf(request, call, this.#context.runtime.now());
    if (refusal !== undefined) return Promise.reject(new AdminApiError(refusal));
    if (request.method !== 'GET' || request.effect !== 'read') {
      return new Flight(this.#context, request, call).start(call);
    }
    const identity = `${call.flightKey}\n${request.betas?.join() ?? ''}\n${request.path}`;
    const underWay = this.#reads.get(identity);
    if (underWay !== undefined) return underWay.join(call);
    const flight = new Flight(this.#context, request, call, () => this.#reads.delete(identity));
    this.#reads.set(identity, flight);
    return flight.start(call);
  }

  /** Waits for what is under way, then closes the connections; later calls are refused. */
  close(): Promise<void> {
    return this.#sender.close();
  }
}

const harmless = (sink: EventSink | undefined): EventSink | undefined =>
  sink &&
  ((event) => {
    try {
      sink(event);
    } catch {
      // Watching must not change what is watched.
    }
  });
