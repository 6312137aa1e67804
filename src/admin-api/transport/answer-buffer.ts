import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';

type HeaderBag = Record<string, string | string[] | undefined>;

/** Collects an answer up to a size. */
export class AnswerBuffer {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #headers: HeaderBag = {};
  #status?: number;

  constructor(readonly maxBytes: number) {}

  /** The status, once the answer has begun. */
  get status(): number | undefined {
    return this.#status;
  }

  /** Takes the head of the answer; false when it announces more than may be read. */
  begin(status: number, headers: HeaderBag): boolean {
    this.#status = status;
    this.#headers = headers;
    return !(Number(headers['content-length']) > this.maxBytes);
  }

  /** Takes a piece of the body; false when it is one too many. */
  add(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes > this.maxBytes) return false;
    this.#chunks.push(chunk);
    return true;
  }

  /** The whole answer, its body as text, in the form that axios expects of an adapter. */
  answer(config: InternalAxiosRequestConfig): AxiosResponse<string> {
    const [first, second] = this.#chunks;
    const bytes = second === undefined ? first : Buffer.concat(this.#chunks, this.#bytes);
    return {
      status: this.#status ?? 0,
      statusText: '',
      headers: this.#headers as Record<string, string>,
      data: bytes?.toString('utf8') ?? '',
      config,
    };
  }
}
