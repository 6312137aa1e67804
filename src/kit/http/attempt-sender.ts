import axios, { AxiosHeaders } from 'axios';
import type { AxiosInstance, AxiosRequestHeaders, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import { EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import type { SecretString } from '../vault/secret-string.js';
import type { ApiRequest, RequestOrigin } from './api-request.js';
import { AnswerMemory, Attempt } from './attempt.js';
import type { AttemptOptions } from './attempt.js';
import { AttemptFailure, HostCause, nameOfError } from './attempt-failure.js';
import type { BaseUrl } from './base-url.js';
import type { WireProfile } from './wire-profile.js';

/** Idle connections close after this, before the servers and load balancers on the way close them. */
const KEEP_ALIVE_MS = 10_000;
const LONGEST_CONNECT_MS = 10_000;

/** What a sender needs once. */
export interface SenderOptions {
  readonly baseUrl: BaseUrl;
  readonly profile: WireProfile;
  readonly userAgent: string;
  readonly connections: number;
  readonly requestTimeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly maxHeldBytes: number;
  /** Whether a path can be sent as it is. */
  readonly isSafePath: (path: string) => boolean;
}

/** An axios configuration that carries an attempt. */
interface AttemptConfig extends InternalAxiosRequestConfig<string> {
  attempt?: Attempt;
  invocation?: RequestOrigin;
}

/** Shared by all requests that no interceptor sees. */
const NO_HEADERS = Object.freeze(new AxiosHeaders());

/** Sends attempts: through axios if the host has added interceptors, else directly to the adapter of axios. */
export class AttemptSender {
  readonly http: AxiosInstance;
  /** Where the responses of all calls are counted. */
  readonly memory: AnswerMemory;
  readonly #pool: Dispatcher;
  #closed = false;
  readonly #options: SenderOptions;
  readonly #attemptOptions: AttemptOptions;
  readonly #fixedHeaders: readonly string[];
  readonly #reserved: ReadonlySet<string>;

  constructor(options: SenderOptions) {
    const { baseUrl, profile, connections, requestTimeoutMs, maxAnswerBytes, maxHeldBytes } = options;
    this.#options = options;
    this.memory = new AnswerMemory(maxHeldBytes);
    this.#attemptOptions = {
      origin: baseUrl.origin,
      timeoutMs: requestTimeoutMs,
      maxBytes: maxAnswerBytes,
      memory: this.memory,
      authenticate: (secret) => profile.authenticate(secret),
    };
    this.#fixedHeaders = fixedHeaders(options);
    this.#reserved = reservedNames(profile);
    this.http = createHttp((config) => this.#adapt(config));
    this.#pool = dispatcherTo(baseUrl.origin, connections, Math.min(requestTimeoutMs, LONGEST_CONNECT_MS));
  }

  /** Makes an attempt that has not started yet. */
  attempt(key: SecretString, isRead: boolean, beta?: string): Attempt {
    return new Attempt(this.#pool, key, this.#attemptOptions, isRead, beta);
  }

  /**
   * Sends an attempt.
   * @throws AttemptFailure, also for errors that an interceptor of the host throws.
   */
  send(
    attempt: Attempt,
    { method, path: url }: Pick<ApiRequest, 'method' | 'path'>,
    data?: string,
    invocation?: RequestOrigin,
  ): Promise<AxiosResponse<string>> {
    // The way of axios from request() to the adapter costs more than all the rest of a call.
    if (!this.#intercepted) return this.#adapt({ attempt, method, url, data, headers: NO_HEADERS });
    return Promise.race([this.#viaAxios({ attempt, method, url, data, invocation }), attempt.stopped()]);
  }

  /** Waits for the requests in progress, then closes all connections. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#pool.close();
  }

  async #viaAxios(config: Partial<AttemptConfig> & { attempt: Attempt }): Promise<AxiosResponse<string>> {
    const fail = (
      what: string,
      error: unknown = new TypeError(`An axios interceptor ${what}.`),
    ): AttemptFailure => failureOfInterceptor(what, error, config.attempt.sent);
    const response: unknown = await this.http.request(config).catch((error: unknown) => {
      throw error instanceof AttemptFailure ? error : fail(`threw ${nameOfError(error)}`, error);
    });
    if (!isResponse(response)) throw fail('returned no response');
    return response;
  }

  get #intercepted(): boolean {
    const { request, response } = this.http.interceptors;
    return Boolean(request.handlers?.length) || Boolean(response.handlers?.length);
  }

  /** The transport of axios: starts the attempt in the configuration. */
  #adapt(config: AttemptConfig): Promise<AxiosResponse<string>> {
    const { baseUrl, isSafePath, profile } = this.#options;
    const { attempt, method = 'GET', url = '', data } = config;
    if (!(attempt instanceof Attempt)) throw refused('requests can be sent only with send()');
    const headers = [...this.#fixedHeaders];
    if (config.headers !== NO_HEADERS) {
      // An interceptor may have written another path.
      if (!isSafePath(url)) {
        const what = 'changed the path to an unsafe one';
        throw failureOfInterceptor(what, new TypeError(`An axios interceptor ${what}.`), false);
      }
      headers.push(...this.#hostHeaders(config.headers));
    }
    if (attempt.beta !== undefined && profile.betaHeader !== undefined)
      headers.push(profile.betaHeader, attempt.beta);
    if (data !== undefined) headers.push('content-type', 'application/json');
    const path = baseUrl.prefix + url;
    return attempt.start({ method: method.toUpperCase(), path, headers, body: data, config });
  }

  /** The headers that interceptors of the host added, without reserved ones. */
  #hostHeaders(headers: AxiosRequestHeaders): string[] {
    return Object.entries(headers.toJSON()).flatMap(([name, value]) =>
      this.#reserved.has(name.toLowerCase()) || value === undefined || value === null
        ? []
        : [name, String(value)],
    );
  }
}

/**
 * The connections to an origin. Where `HTTPS_PROXY` is set they are tunnels through that proxy, except to hosts of `NO_PROXY`: TLS
 * ends at the origin, so the proxy sees neither the request nor the key. Plain HTTP, which stays on this machine, takes no proxy.
 * @throws TypeError if `HTTPS_PROXY` is not a URL
 */
function dispatcherTo(origin: string, connections: number, timeout: number): Dispatcher {
  const options = {
    connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout },
  };
  const httpsProxy = process.env['HTTPS_PROXY'] || process.env['https_proxy'];
  if (!origin.startsWith('https:') || !httpsProxy) return new Pool(origin, options);
  if (!URL.canParse(httpsProxy) || !/^https?:$/.test(new URL(httpsProxy).protocol))
    throw new TypeError('HTTPS_PROXY must be the URL of a proxy; example: http://proxy.example.com:3128');
  // An empty text, because the agent would use the proxy of HTTP_PROXY for what has none.
  return new EnvHttpProxyAgent({
    ...options,
    httpsProxy,
    httpProxy: '',
    requestTls: { timeout },
    proxyTls: { timeout },
  });
}

const failureOfInterceptor = (what: string, error: unknown, sent: boolean): AttemptFailure =>
  new AttemptFailure({
    kind: 'host',
    sent,
    reason: `an axios interceptor ${what}`,
    host: new HostCause('interceptor', error),
  });

const refused = (reason: string): AttemptFailure =>
  new AttemptFailure({ kind: 'invalid_request', sent: false, reason });

/**
 * A request body as JSON; undefined stays undefined.
 * @throws AttemptFailure if it has a cycle or a BigInt.
 */
export function jsonOf(body: unknown): string | undefined {
  if (body === undefined) return undefined;
  try {
    return JSON.stringify(body);
  } catch {
    throw refused('the body is not serializable as JSON');
  }
}

/** Set by this client or the connection pool alone. */
const RESERVED = (
  'authorization proxy-authorization cookie user-agent accept accept-encoding content-type content-length ' +
  'content-encoding transfer-encoding host connection keep-alive upgrade expect te trailer'
).split(' ');

/** The names of headers that an interceptor cannot set. */
function reservedNames(profile: WireProfile): Set<string> {
  const { headers, betaHeader = '', reservedHeaders = [] } = profile;
  const [keyHeader] = profile.authenticate('');
  return new Set([...RESERVED, ...Object.keys(headers), keyHeader, betaHeader, ...reservedHeaders]);
}

/** The headers of every request, in the form of the pool: name, value, name, value. */
const fixedHeaders = ({ profile, userAgent }: SenderOptions): readonly string[] => [
  ...Object.entries(profile.headers).flat(),
  ...['user-agent', userAgent, 'accept', 'application/json', 'accept-encoding', 'identity'],
];

const isResponse = (value: unknown): value is AxiosResponse<string> => {
  const { status, headers, data } = (value ?? {}) as Partial<AxiosResponse<unknown>>;
  return typeof status === 'number' && typeof headers === 'object' && typeof data === 'string';
};

const deepFreeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
};

/** Makes the axios instance. Its defaults are frozen: a host adds headers with interceptors. */
function createHttp(adapter: (config: AttemptConfig) => Promise<AxiosResponse<string>>): AxiosInstance {
  const http = axios.create({
    adapter,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    proxy: false,
    responseType: 'text',
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  });
  deepFreeze(http.defaults);
  return http;
}
