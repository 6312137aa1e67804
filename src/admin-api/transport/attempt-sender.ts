import type { AxiosInstance, AxiosResponse } from 'axios';
import { Pool } from 'undici';
import type { SecretString } from '../../kit/vault/secret-string.js';
import type { BaseUrl } from '../urls/base-url.js';
import { Attempt } from './attempt.js';
import { NO_HEADERS, adapterOf, createHttp } from './http-instance.js';
import type { AttemptConfig } from './http-instance.js';
import { TransportFailure, nameOfError } from './transport-failure.js';
import { fixedHeaders } from './wire-headers.js';

/** Idle connections are closed after this, before the servers and balancers on the way close them on us. */
const KEEP_ALIVE_MS = 10_000;
const LONGEST_CONNECT_MS = 10_000;

/** The limits of the transport. */
export interface SenderOptions {
  readonly baseUrl: BaseUrl;
  readonly userAgent: string;
  readonly connections: number;
  readonly requestTimeoutMs: number;
  readonly maxAnswerBytes: number;
}

/** Sends attempts: through axios when a host has put interceptors on it, else straight to axios's adapter. */
export class AttemptSender {
  readonly http: AxiosInstance;
  readonly #pool: Pool;
  readonly #adapter: ReturnType<typeof adapterOf>;
  readonly #limits: { readonly timeoutMs: number; readonly maxAnswerBytes: number };

  constructor({ baseUrl, userAgent, connections, requestTimeoutMs, maxAnswerBytes }: SenderOptions) {
    this.#adapter = adapterOf({ prefix: baseUrl.prefix, headers: fixedHeaders(userAgent) });
    this.http = createHttp(this.#adapter);
    this.#limits = { timeoutMs: requestTimeoutMs, maxAnswerBytes };
    this.#pool = new Pool(baseUrl.origin, {
      connections,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: Math.min(requestTimeoutMs, LONGEST_CONNECT_MS) },
    });
  }

  /** Makes an attempt that has not started yet. */
  attempt(key: SecretString, beta?: string): Attempt {
    return new Attempt(this.#pool, key, this.#limits, beta);
  }

  /**
   * Sends an attempt.
   * @throws TransportFailure, for what an interceptor of the host throws too.
   */
  send(attempt: Attempt, method: string, url: string, data?: string): Promise<AxiosResponse<string>> {
    // axios's own path from request() to the adapter costs more than all the rest of a call.
    if (!this.#intercepted)
      return this.#adapter({ attempt, method, url, data, headers: NO_HEADERS } as AttemptConfig);
    return Promise.race([this.#viaAxios({ attempt, method, url, data }), attempt.stopped()]);
  }

  /** Waits for what is under way, then closes all connections. */
  async close(): Promise<void> {
    if (!this.#pool.closed) await this.#pool.close();
  }

  async #viaAxios(config: Partial<AttemptConfig> & { attempt: Attempt }): Promise<AxiosResponse<string>> {
    const fail = (what: string): TransportFailure => {
      const { sent } = config.attempt;
      return new TransportFailure(
        sent ? 'protocol' : 'invalid_request',
        `an axios interceptor ${what}`,
        sent,
      );
    };
    const answer: unknown = await this.http.request(config).catch((error: unknown) => {
      throw error instanceof TransportFailure ? error : fail(`threw ${nameOfError(error)}`);
    });
    if (!isAnswer(answer)) throw fail('returned no answer');
    return answer;
  }

  get #intercepted(): boolean {
    const { request, response } = this.http.interceptors;
    return Boolean(request.handlers?.length) || Boolean(response.handlers?.length);
  }
}

const isAnswer = (value: unknown): value is AxiosResponse<string> => {
  const { status, headers, data } = (value ?? {}) as Partial<AxiosResponse>;
  return typeof status === 'number' && typeof headers === 'object' && typeof data === 'string';
};
