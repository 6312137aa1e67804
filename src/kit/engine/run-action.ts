import { ActionHalfDone, ActionRefusal, ActionUnfit } from '../catalog/composed-action.js';
import type { ReadyAction } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import { READ } from '../catalog/effects.js';
import { msg, type Text } from '../catalog/message.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { Catalog } from '../compile/compile-catalog.js';
import type { PagingStyle } from '../compile/paging.js';
import type { ShapeProblem } from '../compile/response-shape.js';
import { IDENTITY_CHANGED, identityChanged } from '../connections/connection-service.js';
import { observe } from '../host-port.js';
import { ApiError, foreignResponse } from '../http/api-error.js';
import type { ApiCall, ApiResponse, HeldAnswers } from '../http/api-request.js';
import type { ApiErrorKind } from '../http/attempt-failure.js';
import { PARSED_WEIGHT } from '../http/attempt.js';
import type { ApiClient } from '../http/client.js';
import { mayResend, type CallEffect, type Resend } from '../http/effects.js';
import type { WireProfile } from '../http/wire-profile.js';
import { ComposedSteps, type ComposedSource } from './composed-steps.js';
import { ConnectorError, failure } from './connector-error.js';
import type { ResolvedCredential } from './credential.js';
import type { Invocation } from './invocation.js';
import { recognizeLimited } from './limited.js';
import type { Outcome, OutcomeError } from './outcome.js';
import { pull } from './pull.js';
import { CUT, type PullCall } from './pull-stops.js';
import type { RememberedLists } from './remembered-lists.js';
import { mismatchWarning } from './response-mismatch.js';
import { upstreamFailure, upstreamOf, type UpstreamWords } from './upstream-errors.js';

/** A response that differs from its documented schema; it was delivered all the same. */
export interface AnswerMismatch {
  readonly actionId: string;
  /** Name of the schema in the contract. */
  readonly schema: string;
  readonly problems: readonly ShapeProblem[];
  readonly requestId: string;
}

/** What all runners share. */
export interface RunnerDeps {
  /** Instance of the connector. */
  readonly connector: string;
  readonly api: ApiClient;
  readonly catalog: Catalog;
  /** What the host offers composed actions instead of the API, by name. */
  readonly sources?: Readonly<Record<string, unknown>> | undefined;
  /** Lists that composed actions need not read each time. */
  readonly remembered: RememberedLists;
  /** How much of a list one invocation reads, bytes. */
  readonly maxPullBytes: number;
  readonly words: UpstreamWords;
  readonly readError: WireProfile['readError'];
  /** Masks what looks like a key in a text. */
  readonly redact: (text: string) => string;
  readonly onAnswerMismatch?: (mismatch: AnswerMismatch) => void;
  readonly onInternalError?: (error: unknown, requestId: string) => void;
}

/** Runs one invocation with its credential: the only part that talks to the API. */
export class ActionRunner {
  readonly #held: HeldAnswers = { bytes: 0 };
  #call: ApiCall;
  #composed = false;
  readonly #kinds = new WeakMap<Error, ApiErrorKind>();

  constructor(
    private readonly deps: RunnerDeps,
    private readonly credential: Pick<ResolvedCredential, 'call' | 'refusal' | 'noteFailure'>,
    private readonly invocation: Invocation,
    /** Whether the caller may run another action as a part of this one. */
    private readonly requirePart: ComposedSource['require'],
  ) {
    this.#call = { ...credential.call, held: this.#held };
  }

  /** Stops to count the responses of the invocation, which is over. */
  end(): void {
    this.deps.api.letGo(this.#held);
  }

  /**
   * Sends the request of an action, without any further checks.
   * @throws ConnectorError for every expected failure.
   */
  async run(actionId: string, input: object): Promise<unknown> {
    const action = this.deps.catalog.get(actionId);
    if (!action) throw new Error(`There is no action "${actionId}".`);
    return this.#send(action, input as RawInput);
  }

  /**
   * Runs an action to its end.
   * @throws ConnectorError for every expected failure.
   */
  async execute(action: CompiledAction, input: RawInput): Promise<Outcome> {
    const { paging } = action;
    if ('handler' in action.action) {
      this.#composed = true;
      const answer = await this.#compose(action.action.handler(input, this.#steps(action)));
      const page = paging?.readPage(answer, input);
      if (this.invocation.context.all === true && page?.hasMore === true) this.invocation.warn(ONE_PAGE);
      return this.invocation.succeed(answer, page);
    }
    const data =
      paging && action.takesSeveralPages(input, this.invocation.context.all)
        ? await this.#pull(action, paging, input, this.invocation)
        : await this.#send(action, input);
    const page = paging?.readPage(data, input);
    if (page?.hasMore === true && page.next === null) this.invocation.stopEarly(CUT);
    return this.invocation.succeed(data, page);
  }

  /**
   * The steps of a plan: reads alone, each of which the caller must be allowed to run, until a time.
   * @param take - called before each request; it ends a list by throwing PagesSpent
   */
  stepsOfPlan({ id }: CompiledAction, until: number, take: () => void): ComposedSteps {
    this.#call = { ...this.#call, deadline: Math.min(this.#call.deadline, until) };
    const from = this.#sourceOfSteps();
    return new ComposedSteps(
      { id, action: { effect: READ } },
      {
        ...from,
        send: (part, input) => {
          take();
          return from.send(part, input);
        },
        pull: (part, input, ofPull, takePage) =>
          from.pull(part, input, ofPull, () => {
            takePage();
            take();
          }),
      },
    );
  }

  async #pull(
    action: CompiledAction,
    paging: PagingStyle,
    input: RawInput,
    call: PullCall,
    take?: () => void,
  ): Promise<unknown> {
    let failed: unknown;
    const list = await pull(
      action,
      paging,
      input,
      call,
      async (page) => {
        take?.();
        return this.#send(action, page);
      },
      (error) => this.#report(error),
      {
        maxBytes: this.deps.maxPullBytes,
        read: () => textBytes(this.#held),
        kindOf: (error) => this.#kinds.get(error as Error),
        ended: (error) => (failed = error),
      },
    );
    // A failure after the first page ends the list, and says as much of the key as any.
    if (failed !== undefined)
      await this.credential.noteFailure(failed).catch((error: unknown) => this.#report(error));
    return list;
  }

  #steps(composed: CompiledAction): ComposedSteps {
    return new ComposedSteps(composed, this.#sourceOfSteps());
  }

  #sourceOfSteps(): ComposedSource {
    const { catalog, connector, sources = {}, remembered, maxPullBytes } = this.deps;
    const { invocation: call, credential } = this;
    const { tenantId, connection = 'default', actor } = call.context;
    const organizationId = credential.call.organization?.id;
    return {
      catalog,
      sources,
      call,
      remembered,
      connectionKey: credential.call.flightKey,
      owner: {
        connector,
        tenantId,
        connection,
        ...(organizationId === undefined ? {} : { organizationId }),
        ...(actor === undefined ? {} : { actor }),
      },
      require: this.requirePart,
      send: (action, input) => this.#send(action, input),
      pull: (action, input, ofPull, take) => {
        if (!action.paging) throw new Error(`The action "${action.id}" lists nothing.`);
        return this.#pull(action, action.paging, input, ofPull, take);
      },
      isFull: () => textBytes(this.#held) >= maxPullBytes,
    };
  }

  async #send(action: CompiledAction, input: RawInput): Promise<unknown> {
    const { request } = action;
    if (!request) throw new Error(`The action "${action.id}" has no request.`);
    try {
      const asked = request(input);
      const response = await this.deps.api.send(asked, this.#call);
      if (isForeign(response, action, this.deps.readError)) throw foreignResponse(asked, response);
      const other = this.#otherOrganization(response);
      this.#note(response, other);
      const isRead = action.action.effect.kind === 'read';
      if (!isRead) this.#changed(response);
      if (other) throw this.#identityChanged(other, isRead ? 'none' : 'done', '');
      this.#requireResponse(action, response.body);
      if (response.body !== undefined && response.body !== null) this.#checkShape(action, response.body);
      return response.body;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const explained = this.#explained(error, action, input);
      this.#kinds.set(explained, error.kind);
      throw explained;
    }
  }

  #explained(error: ApiError, action: CompiledAction, input: RawInput): ConnectorError {
    const other = this.#otherOrganization(error);
    this.#note(error, other);
    if (other)
      return this.#identityChanged(other, error.effect, 'The request was sent, and its outcome is unknown. ');
    if (error.host) this.#report(error.host.thrown());
    // What was withdrawn meanwhile says more than that the request was not sent.
    if (this.credential.refusal && error.kind === 'cancelled' && error.effect === 'none')
      return this.credential.refusal;
    const refusal = error.effect === 'none' ? upstreamOf(error) : undefined;
    const limited = refusal && recognizeLimited(action, input, refusal);
    if (limited) return limited;
    const verify = 'verify' in action.action && error.effect !== 'none' ? action.action.verify : undefined;
    // What the API names may be no id.
    const verifying = [verify?.(input, error.details), verify?.(input)].find((read) => this.#canRun(read));
    const reads = { verify: verifying, list: this.#listOf(action, input) };
    return upstreamFailure(error, this.deps.words, input, reads);
  }

  #canRun(read: ReadyAction | undefined): boolean {
    return read !== undefined && this.deps.catalog.get(read.actionId)?.accepts(read.input) === true;
  }

  /** The list of the resource that an action belongs to, with what the request said of its place. */
  #listOf({ id, group, form }: CompiledAction, input: RawInput): ReadyAction | undefined {
    const list = this.deps.catalog.get(`${group.id}_list`);
    if (!list?.form || !form || list.id === id) return undefined;
    const { place } = list.form;
    const inPath = Object.keys(place).filter((field) => place[field] === 'path');
    if (inPath.some((field) => form.place[field] !== 'path')) return undefined;
    return { actionId: list.id, input: Object.fromEntries(inPath.map((field) => [field, input[field]])) };
  }

  /** The organization of a response, where it is not the one of the connection. */
  #otherOrganization({ organizationId: id }: { organizationId?: string }): string | undefined {
    const { organization: saved } = this.#call;
    return !saved || id === undefined || id === saved.id || formOf(id) !== formOf(saved.id) ? undefined : id;
  }

  /** A response of another organization is not delivered: it would pass for one of this connection's. */
  #identityChanged(id: string, effect: CallEffect, inDoubt: string): ConnectorError {
    const { organization: saved } = this.#call;
    const { message, fix } = identityChanged(saved ?? { id: '', name: '' }, { id });
    const before = { none: '', unknown: inDoubt, done: CHANGED_ELSEWHERE, partial: CHANGED_ELSEWHERE }[
      effect
    ];
    const resend = effect === 'none' ? 'after_change' : 'never';
    return failure(IDENTITY_CHANGED, { message: `${before}${message}`, fix, effect, resend });
  }

  #note(exchange: ApiError | ApiResponse, other: string | undefined): void {
    const { organizationId: _, ...rest } = exchange;
    this.invocation.note(other === undefined ? exchange : rest);
  }

  /** Remembers that a write was confirmed: whatever fails from here on, something was changed. */
  #changed({ doubted, attempts }: ApiResponse): void {
    this.invocation.effect = this.#composed ? 'partial' : 'done';
    if (doubted)
      this.invocation.warn(
        `The request was sent ${attempts} times, as the API asked; an earlier one may have taken effect too.`,
      );
  }

  async #compose(work: Promise<unknown>): Promise<unknown> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ActionRefusal) {
        const { message, fix, next } = error;
        throw failure('conflict', { message, fix, ...(next ? { next } : {}) });
      }
      if (error instanceof ActionUnfit) throw this.#unfit(error.message);
      if (error instanceof ActionHalfDone && error.failure instanceof ConnectorError) {
        throw halfDone(error, error.failure.error);
      }
      throw error;
    }
  }

  /**
   * A read without a response, or a list without its items, has read nothing; a write without a response is done.
   * @throws ConnectorError upstream_protocol
   */
  #requireResponse({ action, id, paging, outputSchema }: CompiledAction, body: unknown): void {
    const fields = typeof body === 'object' ? (body as Readonly<Record<string, unknown>> | null) : undefined;
    if (paging ? Array.isArray(fields?.[paging.itemsField ?? 'data']) : fields || outputSchema === undefined)
      return;
    if (action.effect.kind !== 'read') {
      this.invocation.warn(
        'The API confirmed the change, but its response is empty or cannot be read: read the object to see it.',
      );
      return;
    }
    const { vendor } = this.deps.words;
    throw this.#unfit(
      msg`The response to ${{ action: id }} ${fields ? 'has no list' : 'is empty'}, so it does not come from ${vendor}.`,
    );
  }

  #unfit(message: Text): ConnectorError {
    const { fixes } = this.deps.words;
    return failure('upstream_protocol', {
      message,
      fix: fixes?.upstream_protocol ?? 'Check the base URL and any proxies.',
    });
  }

  /** A response is delivered whatever its form: an error in this check must not hide it. */
  #checkShape(action: CompiledAction, response: unknown): void {
    const { requestId } = this.invocation;
    try {
      const problems: ShapeProblem[] = [];
      action.shape?.(response, problems);
      if (problems.length === 0) return;
      const [warning, distinct] = mismatchWarning(problems);
      this.invocation.warn(this.deps.redact(warning));
      const output = 'output' in action.action ? action.action.output : '';
      const schema = typeof output === 'string' ? output : output.name;
      const { onAnswerMismatch } = this.deps;
      const mismatch = { actionId: action.id, schema, problems: distinct, requestId };
      if (onAnswerMismatch)
        observe(
          () => onAnswerMismatch(mismatch),
          (error) => this.#report(error),
        );
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error: unknown): void {
    this.deps.onInternalError?.(error, this.invocation.requestId);
  }
}

const textBytes = ({ bytes }: HeldAnswers): number => bytes / PARSED_WEIGHT;

/** Ids of other forms cannot be compared: an API may have several for one organization. */
const formOf = (id: string): string => id.replace(/[a-z0-9]+/gi, (part) => String(part.length));

/**
 * What comes from something between: an error with a status of success, and a response that names no request and has not the
 * documented form.
 */
function isForeign(
  { body, requestId }: ApiResponse,
  { outputSchema }: CompiledAction,
  readError: WireProfile['readError'],
): boolean {
  const { type, message } = readError(body);
  if (typeof type === 'string' && typeof message === 'string') return true;
  if (requestId !== undefined) return false;
  if (typeof body !== 'object' || body === null) return outputSchema !== undefined;
  const { required = [] } = (outputSchema ?? {}) as { readonly required?: readonly string[] };
  return required.some((name) => !Object.hasOwn(body, name));
}

const ONE_PAGE =
  'all reads lists of the API to their end; of this answer it returns one page. Pass the largest limit, and follow next_page.';
const CHANGED_ELSEWHERE = 'The change was made, but in another organization. ';

function halfDone(error: ActionHalfDone, { code, parts, fix, ...rest }: OutcomeError): ConnectorError {
  // One advice: what the next step says of itself where it may have been done, else the step that is missing.
  const advice =
    rest.effect === 'none'
      ? { fix: missingStep(error.next, rest.retry.resend), next: error.next }
      : {
          ...(fix === undefined ? {} : { fix: parts?.fix ?? fix }),
          ...(rest.next ? { next: rest.next } : {}),
        };
  const { next: _, ...facts } = rest;
  return failure(code, {
    ...facts,
    effect: rest.effect === 'done' ? 'done' : 'partial',
    resend: 'never',
    ...(rest.host ? { host: { ...rest.host, sent: true } } : {}),
    message: `${error.message}${NEXT_STEP[rest.effect]}: ${rest.message}`,
    ...advice,
    ...(rest.retry.afterMs === undefined ? {} : { afterMs: rest.retry.afterMs }),
  });
}

/** What became of the step at which an action stopped. */
const NEXT_STEP = {
  none: ', but the next step failed',
  unknown: ', and the next step may have been done',
  partial: ', and a part of the next step was done',
  done: ', and the next step was done',
} as const satisfies Record<CallEffect, string>;

const missingStep = ({ actionId }: ReadyAction, resend: Resend): Text => {
  const input = msg`${{ action: actionId }} with the input given under next.`;
  if (resend === 'after_wait') return msg`Wait, then run ${input}`;
  return mayResend(resend) ? msg`Run ${input}` : msg`Solve the cause first, then run ${input}`;
};
