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
import { waitingBoundsOf } from './rate-limiter.js';
import { systemRuntime } from './runtime.js';
import { SlidingWindowLimiter, WINDOW_MS } from './sliding-window-limiter.js';
import { Turns } from './turns.js';

const USER_AGENT = 'connector-kit';

const LARGEST_SHARE = 0.75;

/** The requests of one tenant that have a connection, and those that wait for one, by their subject. */
interface TenantUse {
  inUse: number;
  readonly bySubject: Map<string, { inUse: number; readonly waiting: Set<() => void> }>;
}

/**
 * Lets no tenant have more than three quarters of the connections at once, and no subject more than its share of those: the
 * others' requests find one free.
 */
export class TenantShares {
  readonly #most: number;
  readonly #mostOfSubject: number;
  readonly #tenants = new Map<string, TenantUse>();

  /** @param subjectShare - percentage of a tenant's connections that one subject may have; at least one connection. */
  constructor(connections: number, subjectShare = 100) {
    this.#most = Math.ceil(connections * LARGEST_SHARE);
    this.#mostOfSubject = Math.ceil((this.#most * subjectShare) / 100);
  }

  /** Takes a connection of the tenant's and the subject's share: at once, or when the promise resolves. */
  enter(tenant: string, subject: string): Promise<void> | undefined {
    const use: TenantUse = this.#tenants.get(tenant) ?? { inUse: 0, bySubject: new Map() };
    const own = use.bySubject.get(subject) ?? { inUse: 0, waiting: new Set() };
    this.#tenants.set(tenant, use);
    use.bySubject.set(subject, own);
    if (use.inUse < this.#most && own.inUse < this.#mostOfSubject) {
      use.inUse += 1;
      own.inUse += 1;
      return undefined;
    }
    return new Promise((resolve) => own.waiting.add(resolve));
  }

  /** Hands a connection on to the tenant's subject that waits and has the fewest, in the order of its requests, or gives it back. */
  leave(tenant: string, subject: string): void {
    const use = this.#tenants.get(tenant);
    const own = use?.bySubject.get(subject);
    if (!use || !own) return;
    use.inUse -= 1;
    own.inUse -= 1;
    if (own.inUse === 0 && own.waiting.size === 0) use.bySubject.delete(subject);
    if (use.bySubject.size === 0) this.#tenants.delete(tenant);
    let next: typeof own | undefined;
    for (const one of use.bySubject.values())
      if (one.waiting.size > 0 && one.inUse < Math.min(this.#mostOfSubject, next?.inUse ?? Infinity))
        next = one;
    const [grant] = next?.waiting ?? [];
    if (!next || !grant) return;
    next.waiting.delete(grant);
    next.inUse += 1;
    use.inUse += 1;
    grant();
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
    const { requestsPerMinute, maxRetries, maxWaiting, subjectShare, ...limits } = httpNumbers(options);
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
      limiter:
        options.limiter ??
        new SlidingWindowLimiter(
          requestsPerMinute,
          WINDOW_MS,
          runtime,
          waitingBoundsOf(maxWaiting, subjectShare),
        ),
      shares: new TenantShares(limits.connections, subjectShare),
      turns: new Turns(),
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

  /**
   * Counts a request that was sent before it was known whose limit applies. It waits for nothing: where the limit is used up, the
   * next slot is taken for it.
   */
  charge(key: string, by?: string): void {
    const { limiter, runtime } = this.#context;
    const { signal } = new AbortController();
    void (async () => limiter.acquire({ key, by, deadline: runtime.now() + 2 * WINDOW_MS, signal }))().catch(
      () => undefined,
    );
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
