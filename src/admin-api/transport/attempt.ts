import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher, Pool } from 'undici';
import type { SecretString } from '../../kit/vault/secret-string.js';
import { AnswerBuffer } from './answer-buffer.js';
import { TransportFailure, failureOfPoolError } from './transport-failure.js';

/** A request as it goes on the wire, all but the key. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** Name, value, name, value; made for this request alone, for the key is added to it. */
  readonly headers: string[];
  readonly body?: string;
  /** Handed back with the answer, as axios expects of an adapter. */
  readonly config: InternalAxiosRequestConfig;
}

/**
 * One request on the wire, once. It travels through axios as `config.attempt`: axios passes an instance of a class by
 * reference, and the key in its private field is out of reach for interceptors, logs and errors.
 */
export class Attempt implements Dispatcher.DispatchHandler {
  readonly #pool: Pool;
  readonly #credential: SecretString;
  readonly #buffer: AnswerBuffer;
  readonly #timer: NodeJS.Timeout;
  #config?: InternalAxiosRequestConfig;
  #resolve?: (answer: AxiosResponse<string>) => void;
  #reject?: (failure: TransportFailure) => void;
  #onStop?: (failure: TransportFailure) => void;
  #controller?: Dispatcher.DispatchController;
  #failure?: TransportFailure;
  #sent = false;
  #ended = false;

  constructor(
    pool: Pool,
    credential: SecretString,
    limits: { readonly timeoutMs: number; readonly maxAnswerBytes: number },
    /** The value of the `anthropic-beta` header. */
    readonly beta?: string,
  ) {
    this.#pool = pool;
    this.#credential = credential;
    this.#buffer = new AnswerBuffer(limits.maxAnswerBytes);
    this.#timer = setTimeout(expire, limits.timeoutMs, this);
  }

  /** True once the request, or a part of it, may have reached the API. */
  get sent(): boolean {
    return this.#sent;
  }

  /** Rejects when the attempt is stopped, whether or not it ever started. */
  stopped(): Promise<never> {
    return new Promise((_resolve, reject) => {
      if (this.#failure !== undefined) reject(this.#failure);
      this.#onStop = reject;
    });
  }

  /** Sends the request; the promise settles at once when the attempt is stopped. */
  start(request: WireRequest): Promise<AxiosResponse<string>> {
    if (this.#config !== undefined) {
      throw new TransportFailure('invalid_request', 'an attempt cannot be sent again; call send()', true);
    }
    this.#config = request.config;
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      this.#resolve = resolve;
      this.#reject = reject;
      const { method, path, headers, body } = request;
      headers.push('x-api-key', this.#credential.reveal());
      this.#pool.dispatch({ method, path, headers, body, headersTimeout: 0, bodyTimeout: 0 }, this);
    });
  }

  /** Gives up: the caller hears of it now, the connection is closed as soon as the pool allows. */
  stop(kind: TransportFailure['kind'], reason: string): void {
    this.#fail(new TransportFailure(kind, reason, this.#sent, this.#buffer.status));
  }

  /** Makes sure that nothing of the attempt goes on, however it ended. */
  retire(): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.stop('cancelled', 'the attempt is over');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Thrown, not aborted: that takes the request out of the queue and leaves the connection to others.
    if (this.#failure !== undefined) throw this.#failure;
    // The pool would send a request again when its connection was lost; whether to do that is not its decision.
    if (this.#sent) return this.stop('interrupted', 'the connection was lost');
    this.#sent = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (!this.#buffer.begin(status, headers)) this.#refuseSize();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#buffer.add(chunk)) this.#refuseSize();
  }

  onResponseEnd(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#resolve?.(this.#buffer.answer(this.#config!));
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#fail(failureOfPoolError(error, this.#sent, this.#buffer.status));
  }

  #refuseSize(): void {
    this.stop('protocol', `the answer is larger than ${this.#buffer.maxBytes} bytes`);
  }

  #fail(failure: TransportFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    clearTimeout(this.#timer);
    this.#reject?.(failure);
    this.#onStop?.(failure);
    this.#controller?.abort(failure);
  }
}

// Out of time before there was a free connection: a fresh try is harmless, even for a write.
const expire = (attempt: Attempt): void =>
  attempt.sent
    ? attempt.stop('timeout', 'no answer in time')
    : attempt.stop('unreachable', 'no connection in time');
