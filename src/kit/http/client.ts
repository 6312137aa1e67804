import type { AxiosInstance } from 'axios';
import { observe } from '../host-port.js';
import { ApiError } from './api-error.js';
import type { ApiCall, ApiRequest, ApiResponse, HeldAnswers } from './api-request.js';
import { AttemptSender } from './attempt-sender.js';
import { parseBaseUrl } from './base-url.js';
import { consequenceOf } from './effects.js';
import type { EventSink } from './events.js';
import { withoutQuery, type ExchangeContext } from './exchange.js';
import { Flight } from './flight.js';
import { httpNumbers } from './options.js';
import type { ApiClientOptions } from './options.js';
import { systemRuntime } from './runtime.js';
import { SlidingWindowLimiter, WINDOW_MS } from './sliding-window-limiter.js';

const USER_AGENT = 'connector-kit';

const LARGEST_SHARE = 0.75;

/** Lets no tenant have more than three quarters of the connections at once: the others' requests find one free. */
export class TenantShares {
  readonly #most: number;
  readonly #inUse = new Map<string, number>();
  /** In the order in which they came. */
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(connections: number) {
    this.#most = Math.ceil(connections * LARGEST_SHARE);
  }

  /** Takes a connection of the tenant's share: at once, or when the promise resolves, in order. */
  enter(tenant: string): Promise<void> | undefined {
    const inUse = this.#inUse.get(tenant) ?? 0;
    if (inUse < this.#most) {
      this.#inUse.set(tenant, inUse + 1);
      return undefined;
    }
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(tenant);
      if (waiting) waiting.add(resolve);
      else this.#waiting.set(tenant, new Set([resolve]));
    });
  }

  /** Hands a connection on to the next request of the tenant, or gives it back. */
  leave(tenant: string): void {
    const waiting = this.#waiting.get(tenant);
    const [next] = waiting ?? [];
    if (next) {
      waiting?.delete(next);
      if (waiting?.size === 0) this.#waiting.delete(tenant);
      return next();
    }
    const inUse = (this.#inUse.get(tenant) ?? 1) - 1;
    if (inUse > 0) this.#inUse.set(tenant, inUse);
    else this.#inUse.delete(tenant);
  }
}

/** Sends requests to one API: rate limited, retried where that is safe, and with identical concurrent reads shared. */
export class ApiClient {
  readonly #sender: AttemptSender;
  readonly #context: ExchangeContext;
  readonly #isSafePath: (path: string) => boolean;
  readonly #reads = new Map<string, Flight>();

  /** @throws TypeError for an unusable base URL, RangeError for a number out of bounds. */
  constructor(options: ApiClientOptions) {
    const { requestsPerMinute, maxRetries, ...limits } = httpNumbers(options);
    const { profile, runtime = systemRuntime, userAgent = USER_AGENT } = options;
    const baseUrl = parseBaseUrl(options.baseUrl ?? profile.baseUrl, {
      sample: profile.baseUrl,
      pathPrefix: profile.pathPrefix,
    });
    this.#isSafePath = pathCheck(profile.pathPrefix);
    this.#sender = new AttemptSender({
      baseUrl,
      profile,
      userAgent,
      isSafePath: this.#isSafePath,
      ...limits,
    });
    this.#context = {
      sender: this.#sender,
      profile,
      limiter: options.limiter ?? new SlidingWindowLimiter(requestsPerMinute, WINDOW_MS, runtime),
      shares: new TenantShares(limits.connections),
      runtime,
      maxRetries,
      emit: withoutErrors(options),
    };
  }

  /** The axios instance that carries the requests, for interceptors. They never see the key. */
  get http(): AxiosInstance {
    return this.#sender.http;
  }

  /**
   * Sends one request, with retries, and parses its response.
   * @throws ApiError, and nothing else, for every failure.
   */
  send(request: ApiRequest, call: ApiCall): Promise<ApiResponse> {
    const refusal = this.#refusal(request, call);
    if (refusal !== undefined) return Promise.reject(refusal);
    if (request.method !== 'GET' || request.effect !== 'read') {
      return new Flight(this.#context, request, call).start(call);
    }
    const identity = `${call.flightKey}\n${request.betas?.join() ?? ''}\n${request.path}`;
    const inProgress = this.#reads.get(identity);
    if (inProgress !== undefined) return inProgress.join(call);
    const flight = new Flight(this.#context, request, call, () => this.#reads.delete(identity));
    // Before it starts: it may end at once, and take itself out again.
    this.#reads.set(identity, flight);
    return flight.start(call);
  }

  /** Stops to count the responses that a caller has kept. */
  letGo(held: HeldAnswers): void {
    this.#sender.memory.give(held.bytes);
    held.bytes = 0;
  }

  /** Waits for the requests in progress, then closes the connections. Later calls are refused. */
  close(): Promise<void> {
    return this.#sender.close();
  }

  /** The error of a call that cannot start; undefined if it can. */
  #refusal({ method, path }: ApiRequest, { signal, deadline }: ApiCall): ApiError | undefined {
    const refuse = (kind: ApiError['kind'], reason: string, shown = withoutQuery(path)): ApiError => {
      const nothingSent = { attempts: 0, waitedMs: 0, sent: false, inDoubt: false, retryable: false };
      const { effect, resend } = consequenceOf({ kind, sent: false }, { effect: 'read' });
      return new ApiError({ kind, method, path: shown, reason, effect, resend, ...nothingSent });
    };
    if (!this.#isSafePath(path)) {
      const { pathPrefix } = this.#context.profile;
      const reason = `the path must start with ${pathPrefix} and must not contain relative or empty segments`;
      // The path is not repeated: it may be anything, even a whole URL with a key in it.
      return refuse('invalid_request', reason, '(refused)');
    }
    if (signal?.aborted) return refuse('cancelled', 'the signal was already aborted');
    if (deadline <= this.#context.runtime.now()) return refuse('timeout', 'the deadline had already passed');
    return undefined;
  }
}

/** One segment: not `.` or `..` in any spelling, and only characters that need no encoding in a path. */
const SEGMENT = String.raw`\/(?!(?:\.|%2e){1,2}(?:[/?]|%2f|%5c|$))[\w.~!$&'()*+,;=:@%-]+`;
const QUERY = String.raw`(?:\?[\w.~!$&'()*+,;=:@%\/?[\]-]*)?`;

/** Makes the test for paths that can be sent as they are: below the prefix, encoded, and unable to lead elsewhere. */
function pathCheck(pathPrefix: string): (path: string) => boolean {
  const prefix = pathPrefix.replace(/\/$/, '').replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const safe = new RegExp(`^${prefix}(?:${SEGMENT})+${QUERY}$`, 'i');
  return (path) => safe.test(path);
}

/** An observer must not change the call that it observes. */
const withoutErrors = ({ onEvent, onObserverError }: ApiClientOptions): EventSink | undefined =>
  onEvent &&
  ((event) =>
    observe(
      () => onEvent(event),
      (error) => onObserverError?.(error, event.subject.requestId),
    ));
