import type { AxiosResponse } from 'axios';
import { ApiError } from './api-error.js';
import type { ApiFailure } from './api-error.js';
import type { ApiCall, ApiRequest, ApiResponse } from './api-request.js';
import { noRoom, PARSED_WEIGHT } from './attempt.js';
import { AttemptFailure } from './attempt-failure.js';
import { Exchange } from './exchange.js';
import type { ExchangeContext, Pause } from './exchange.js';
import { LONGEST_TIMER_MS } from './runtime.js';
import { withAllDigits } from './exact-numbers.js';
import { redactKeys } from './redact.js';
import { LARGE_TEXT } from './turns.js';
import type { SecretString } from '../vault/secret-string.js';
import type { WireProfile } from './wire-profile.js';

/** One exchange and all callers that wait for it. It lasts as long as the latest of their deadlines. */
export class Flight {
  readonly #exchange: Exchange;
  readonly #isWrite: boolean;
  readonly #waiters = new Set<Waiter>();
  /** The response is here; only its callers' copies are to be made. */
  #isOver = false;

  constructor(
    private readonly context: ExchangeContext,
    request: ApiRequest,
    call: ApiCall,
    private readonly onEnd?: () => void,
  ) {
    this.#isWrite = request.effect === 'write';
    this.#exchange = new Exchange(context, request, call, () => this.#renewKey());
    this.#exchange.onPause = (pause) => this.#dismissImpatient(pause);
  }

  /** Sends the request for the first caller. */
  start(call: ApiCall): Promise<ApiResponse> {
    try {
      const waiter = this.#admit(call, false);
      void this.#fly();
      return waiter.response;
    } catch (error) {
      // A signal that is none, of a caller in JavaScript: no call may join what never flies.
      this.onEnd?.();
      throw error;
    }
  }

  /** Makes another caller wait for the same response. */
  join(call: ApiCall): Promise<ApiResponse> {
    const exchange = this.#exchange;
    const waiter = this.#admit(call, true);
    this.context.emit?.({ type: 'read_joined', subject: exchange.subject });
    exchange.deadline = Math.max(exchange.deadline, call.deadline);
    if (exchange.pause !== undefined) this.#dismissImpatient(exchange.pause);
    return waiter.response;
  }

  /** Removes a waiter. The exchange stops with the last one. */
  leave(waiter: Waiter): void {
    if (this.#waiters.delete(waiter) && this.#waiters.size === 0 && !this.#isOver) {
      this.onEnd?.();
      this.#exchange.stop();
    }
  }

  /** True if what was sent may take effect: nothing may stop waiting for it without a reason of its own. */
  get isWriteUnderWay(): boolean {
    return this.#isWrite && this.#exchange.sent;
  }

  /** What was allowed when a call began may not be any longer: each caller is asked. */
  async #renewKey(): Promise<SecretString | undefined> {
    let key: SecretString | undefined;
    for (const waiter of this.#waiters) {
      const renewed = await waiter.renewedKey();
      if (renewed === undefined) waiter.withdraw();
      key ??= renewed;
    }
    return key;
  }

  #admit(call: ApiCall, joined: boolean): Waiter {
    const waiter = new Waiter(call, this.#exchange, this, joined, this.context);
    this.#waiters.add(waiter);
    return waiter;
  }

  async #fly(): Promise<void> {
    const outcome = await this.#exchange.run();
    this.#isOver = true;
    if (this.#waiters.size > 0) this.onEnd?.();
    if ('kind' in outcome || this.#isWrite || outcome.data.length < LARGE_TEXT) {
      for (const waiter of this.#waiters) waiter.settle(outcome);
    } else await this.#settleInTurns(outcome);
  }

  /** Gives each caller its copy of a large response, and everything else its time in between. */
  async #settleInTurns(response: AxiosResponse<string>): Promise<void> {
    const { sender, turns } = this.context;
    const bytes = response.data.length;
    sender.memory.take(bytes, 0, true);
    try {
      for (const waiter of this.#waiters) {
        await turns.take(() => {
          // It may have left meanwhile.
          if (this.#waiters.has(waiter)) waiter.settle(response);
        });
      }
    } finally {
      sender.memory.give(bytes);
    }
  }

  #dismissImpatient({ until, failure }: Pause): void {
    for (const waiter of this.#waiters) {
      if (waiter.deadline > until) continue;
      this.leave(waiter);
      waiter.settle(failure);
    }
  }
}

/** One caller of `send()`, with its own deadline and signal, and its own copy of the response. */
class Waiter implements Abortable {
  /** Epoch milliseconds. */
  readonly deadline: number;
  /** What `send()` returns. */
  readonly response: Promise<ApiResponse>;
  #resolve!: (response: ApiResponse) => void;
  #reject!: (error: ApiError) => void;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly call: ApiCall,
    private readonly exchange: Exchange,
    private readonly flight: Flight,
    private readonly joined: boolean,
    private readonly context: ExchangeContext,
  ) {
    this.deadline = call.deadline;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (call.signal !== undefined) watchSignal(call.signal, this);
    const remainingMs = call.deadline - context.runtime.now();
    this.#timer = setTimeout(expire, Math.min(remainingMs, LONGEST_TIMER_MS), this);
    if (call.permit !== undefined) call.permit.end = () => this.withdraw();
  }

  /** The key, if the caller may still use it. */
  async renewedKey(): Promise<SecretString | undefined> {
    const { key, permit } = this.call;
    return permit ? permit.renew() : key;
  }

  /** The caller may not use the key any longer. */
  withdraw(): void {
    if (!this.flight.isWriteUnderWay) this.#giveUp('cancelled', 'the permission to send it was withdrawn');
  }

  /** Called by the signal. */
  abort(): void {
    this.#giveUp('cancelled', 'the call was aborted');
  }

  /** Called by the timer. */
  expire(): void {
    this.#giveUp('timeout', 'the deadline has passed');
  }

  /** Gives the caller its own copy of the outcome. */
  settle(outcome: AxiosResponse<string> | ApiFailure): void {
    clearTimeout(this.#timer);
    if (this.call.permit !== undefined) this.call.permit.end = undefined;
    if (this.call.signal !== undefined) unwatchSignal(this.call.signal, this);
    if ('kind' in outcome) return this.#reject(new ApiError(outcome));
    const content = this.#read(outcome);
    if (content instanceof AttemptFailure) return this.#reject(new ApiError(this.exchange.failure(content)));
    const { attempts, waitedMs, doubted } = this.exchange;
    this.#resolve({
      status: outcome.status,
      ...content,
      attempts,
      waitedMs,
      joined: this.joined,
      ...(doubted ? { doubted } : {}),
    });
  }

  /** The caller's copy of the response; it counts until the caller lets it go. */
  #read(response: AxiosResponse<string>): ReturnType<typeof readResponse> {
    const { memory } = this.context.sender;
    const { held = { bytes: 0 } } = this.call;
    const bytes = response.data.length * PARSED_WEIGHT;
    const { isRead } = this.exchange;
    if (!memory.take(bytes, held.bytes, !isRead)) return noRoom(response.status);
    const content = readResponse(response, this.context.profile, this.call.key, isRead);
    if (this.call.held && !(content instanceof AttemptFailure)) held.bytes += bytes;
    else memory.give(bytes);
    return content;
  }

  #giveUp(kind: 'cancelled' | 'timeout', reason: string): void {
    const failure = new AttemptFailure({ kind, reason, sent: this.exchange.sent });
    // Before it leaves: the last one to leave stops the attempt, and with it what is known of the request.
    const outcome = this.exchange.failure(failure);
    this.flight.leave(this);
    this.settle(outcome);
  }
}

const expire = (waiter: Waiter): void => waiter.expire();

/** An id as APIs make them: too short to hold a whole key. */
const ID = /^[\w-]{1,40}$/;
const LONGEST_ID = 255;
const UNPRINTABLE = /[^\x20-\x7e]/g;

const shownId = (id: string, { keyPattern: pattern }: WireProfile, secret: SecretString): string =>
  redactKeys(id, { pattern, secret }).replace(UNPRINTABLE, ' ').slice(0, LONGEST_ID);

/** What a double may not hold: 16 digits, also around a point, or an exponent of three. */
const LONG_NUMBER = /[:,[\s]-?(?:\d[\d.]{15}|\d+(?:\.\d+)?[eE]\+?\d{3})/;

/** How JSON may write a character of a key. */
const ESCAPED = /\\u00([\da-f]{2})/gi;
const unescaped = (text: string): string =>
  text.includes('\\u00')
    ? text.replace(ESCAPED, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;

/** A response may repeat the key, also with its characters escaped. To go through all of its texts takes far longer than to look. */
function parsed(text: string, secret: SecretString): unknown {
  const body: unknown = JSON.parse(LONG_NUMBER.test(text) ? withAllDigits(text) : text);
  return secret.isRepeatedIn(unescaped(text)) ? redactKeys(body, { secret }) : body;
}

/** The values of `content-encoding` that change nothing, sent once or more often. */
const NOT_ENCODED = /^(identity|[,\s])*$/i;

/** A client may ignore it (RFC 8259, section 8.1). */
const BYTE_ORDER_MARK = /^\ufeff/;

/** No documented response is half as deep; what is much deeper cannot be written as JSON again. */
const DEEPEST = 64;

const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, QUOTE, ESCAPE] = [...'[]{}"\\'].map((one) =>
  one.charCodeAt(0),
);

/** Whether a text of JSON is nested too deeply; not by recursion, which depth would end. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      do at = text.indexOf('"', at + 1);
      while (at !== -1 && text.charCodeAt(at - 1) === ESCAPE && isEscaped(text, at));
      if (at === -1) return false;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth -= 1;
  }
  return false;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === ESCAPE) first -= 1;
  return (at - first) % 2 === 1;
}

/** Parses a 2xx response; an empty body, and one of a write that is too deep, is undefined. */
function readResponse(
  { status, headers, data }: AxiosResponse<string>,
  profile: WireProfile,
  key: SecretString,
  isRead: boolean,
): Pick<ApiResponse, 'body' | 'requestId' | 'organizationId'> | AttemptFailure {
  const { requestId, organizationId } = profile.readIds(headers);
  const clean = (id: string | undefined): string | undefined =>
    id === undefined || (ID.test(id) && !key.isRepeatedIn(id)) ? id : shownId(id, profile, key);
  const ids = { requestId: clean(requestId), organizationId: clean(organizationId) };
  if (data === '') return { body: undefined, ...ids };
  const unusable = (reason: string): AttemptFailure =>
    new AttemptFailure({ kind: 'protocol', sent: true, status, reason, ...ids });
  if (!NOT_ENCODED.test(String(headers['content-encoding'] ?? '')))
    return unusable('the response has a content-encoding, but none was requested');
  if (!/json/i.test(String(headers['content-type'] ?? 'json'))) return unusable('the response is not JSON');
  if (isDeep(data)) {
    // A write was done all the same.
    const reason = `the response is nested more than ${DEEPEST} levels deep`;
    return isRead ? unusable(reason) : { body: undefined, ...ids };
  }
  try {
    return { body: parsed(data.replace(BYTE_ORDER_MARK, ''), key), ...ids };
  } catch {
    return unusable('the response is not valid JSON');
  }
}

/** Something that a signal can abort. */
interface Abortable {
  abort(): void;
}

interface Watch {
  readonly members: Set<Abortable>;
  readonly listener: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

const watchOf = (signal: AbortSignal): Watch => {
  const members = new Set<Abortable>();
  const watch = { members, listener: () => members.forEach((member) => member.abort()) };
  signal.addEventListener('abort', watch.listener);
  watches.set(signal, watch);
  return watch;
};

/**
 * Aborts a member when the signal aborts. All members share one listener: a host can run any number of calls with one
 * signal, and Node warns of a leak at the eleventh listener.
 */
function watchSignal(signal: AbortSignal, member: Abortable): void {
  (watches.get(signal) ?? watchOf(signal)).members.add(member);
}

/** Removes a member. The listener is removed with the last one. */
function unwatchSignal(signal: AbortSignal, member: Abortable): void {
  const watch = watches.get(signal);
  if (watch === undefined || !watch.members.delete(member) || watch.members.size > 0) return;
  signal.removeEventListener('abort', watch.listener);
  watches.delete(signal);
}
