import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher } from 'undici';
import type { SecretString } from '../vault/secret-string.js';
import { AttemptFailure, failureOfPoolError } from './attempt-failure.js';
import type { WireProfile } from './wire-profile.js';

/** A request as it goes on the wire, without the key. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** Name, value, name, value. Created for this request alone, because the key is added to it. */
  readonly headers: string[];
  readonly body?: string;
  /** Returned with the response, as axios expects of an adapter. */
  readonly config: InternalAxiosRequestConfig;
}

/** What all attempts of a client share. */
export interface AttemptOptions {
  readonly origin: string;
  readonly timeoutMs: number;
  /** Size limit of a response body, in bytes. */
  readonly maxBytes: number;
  /** Where the responses of all attempts are counted. */
  readonly memory: AnswerMemory;
  readonly authenticate: WireProfile['authenticate'];
}

/** What a parsed response takes, in multiples of its text. */
export const PARSED_WEIGHT = 2;

/** The failure of a read whose response has no room; another try soon may find some. */
export const noRoom = (status: number | undefined): AttemptFailure =>
  new AttemptFailure({ kind: 'no_room', sent: true, status, hintMs: 1_000, reason: NO_ROOM });

const NO_ROOM = 'the responses in memory are as large as they may be at once';

/** Counts the memory that responses take, over all calls of a client. */
export class AnswerMemory {
  #used = 0;

  constructor(private readonly maxBytes: number) {}

  /** Bytes in use. */
  get used(): number {
    return this.#used;
  }

  /**
   * Takes more memory; false if there is not as much. A holder that is the only one always gets it: the limit of one
   * response is another setting.
   * @param held - bytes that the same holder has taken already.
   * @param must - takes it all the same: the response of a write cannot be refused.
   */
  take(bytes: number, held: number, must: boolean): boolean {
    if (!must && this.#used + bytes > this.maxBytes && this.#used > held) return false;
    this.#used += bytes;
    return true;
  }

  /** Gives memory back. */
  give(bytes: number): void {
    this.#used -= bytes;
  }
}

/**
 * One request on the wire, once. It travels through axios as `config.attempt`: axios passes an instance of a class by
 * reference, and the key in its private field is out of reach of interceptors, logs and errors.
 */
export class Attempt implements Dispatcher.DispatchHandler {
  readonly #pool: Dispatcher;
  readonly #credential: SecretString;
  readonly #options: AttemptOptions;
  readonly #received: ResponseBuffer;
  readonly #timer: NodeJS.Timeout;
  #config?: InternalAxiosRequestConfig;
  #resolve?: (response: AxiosResponse<string>) => void;
  #reject?: (failure: AttemptFailure) => void;
  #onStop?: (failure: AttemptFailure) => void;
  #controller?: Dispatcher.DispatchController;
  #failure?: AttemptFailure;
  #sent = false;
  #ended = false;

  constructor(
    pool: Dispatcher,
    credential: SecretString,
    options: AttemptOptions,
    /** Whether the response may be refused for want of memory. */
    isRead: boolean,
    /** The value of the profile's beta header. */
    readonly beta?: string,
  ) {
    this.#pool = pool;
    this.#credential = credential;
    this.#options = options;
    this.#received = new ResponseBuffer(options.maxBytes, options.memory, isRead);
    this.#timer = setTimeout(expire, options.timeoutMs, this);
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

  /** Sends the request. The promise settles at once when the attempt is stopped. */
  start(request: WireRequest): Promise<AxiosResponse<string>> {
    if (this.#config !== undefined) {
      const reason = 'an attempt can be sent only once; call send() again';
      throw new AttemptFailure({ kind: 'invalid_request', sent: true, reason });
    }
    this.#config = request.config;
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      this.#resolve = resolve;
      this.#reject = reject;
      const { method, path, headers, body } = request;
      headers.push(...this.#options.authenticate(this.#credential.reveal()));
      const { origin } = this.#options;
      this.#pool.dispatch({ origin, method, path, headers, body, headersTimeout: 0, bodyTimeout: 0 }, this);
    });
  }

  /** Gives up: the caller is notified now, the connection closes as soon as the pool allows. */
  stop(kind: AttemptFailure['kind'], reason: string): void {
    this.#fail(new AttemptFailure({ kind, reason, sent: this.#sent, status: this.#received.status }));
  }

  /** Makes sure that nothing of the attempt continues, however it ended. */
  retire(): void {
    clearTimeout(this.#timer);
    if (!this.#ended) this.stop('cancelled', 'the attempt is over');
    this.#received.letGo();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Thrown, not aborted: that removes the request from the queue and leaves the connection to others.
    if (this.#failure !== undefined) throw this.#failure;
    // The pool would resend a request whose connection was lost. Whether to do that is not its decision.
    if (this.#sent) return this.stop('interrupted', 'the connection was lost');
    this.#sent = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#refuse(this.#received.begin(status, headers));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#ended) this.#refuse(this.#received.add(chunk));
  }

  onResponseEnd(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#resolve?.(this.#received.response(this.#config!));
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#fail(failureOfPoolError(error, this.#sent, this.#received.status));
  }

  #refuse(why: Refusal | undefined): void {
    if (why === 'too_large')
      this.stop('too_large', `the response is larger than ${this.#options.maxBytes} bytes`);
    if (why === 'no_room') this.#fail(noRoom(this.#received.status));
  }

  #fail(failure: AttemptFailure): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    clearTimeout(this.#timer);
    this.#reject?.(failure);
    this.#onStop?.(failure);
    this.#controller?.abort(failure);
  }
}

// Without a free connection in time nothing was sent: another try is harmless, even for a write.
const expire = (attempt: Attempt): void =>
  attempt.sent
    ? attempt.stop('timeout', 'no response within the request timeout')
    : attempt.stop('unreachable', 'no free connection within the request timeout');

type Refusal = 'too_large' | 'no_room';

/** Collects a response up to a size. */
class ResponseBuffer {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #headers: Record<string, string | string[] | undefined> = {};
  #status?: number;

  #taken = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly memory: AnswerMemory,
    private readonly isRead: boolean,
  ) {}

  /** The status, once the response has begun. */
  get status(): number | undefined {
    return this.#status;
  }

  /** Takes status and headers. */
  begin(status: number, headers: Record<string, string | string[] | undefined>): Refusal | undefined {
    this.#status = status;
    this.#headers = headers;
    return Number(headers['content-length']) > this.maxBytes ? 'too_large' : undefined;
  }

  /** Takes a part of the body. Counted with what it will take once it is parsed, so no other call gets that meanwhile. */
  add(chunk: Buffer): Refusal | undefined {
    this.#bytes += chunk.length;
    if (this.#bytes > this.maxBytes) return 'too_large';
    const weight = chunk.length * (1 + PARSED_WEIGHT);
    if (!this.memory.take(weight, this.#taken, !this.isRead)) return 'no_room';
    this.#taken += weight;
    this.#chunks.push(chunk);
    return undefined;
  }

  /** Gives the memory back. */
  letGo(): void {
    this.memory.give(this.#taken);
    this.#taken = 0;
    this.#chunks.length = 0;
  }

  /** The whole response, its body as text, in the form that axios expects of an adapter. */
  response(config: InternalAxiosRequestConfig): AxiosResponse<string> {
    const [first, second] = this.#chunks;
    const bytes = second === undefined ? first : Buffer.concat(this.#chunks, this.#bytes);
    return {
      status: this.#status ?? 0,
      statusText: '',
      headers: this.#headers,
      data: bytes?.toString('utf8') ?? '',
      config,
    };
  }
}
