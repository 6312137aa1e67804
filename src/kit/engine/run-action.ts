import { ActionHalfDone, ActionRefusal, type ActionSteps } from '../catalog/composed-action.js';
import type { ReadyAction } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import { msg, type Text } from '../catalog/message.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { Catalog } from '../compile/compile-catalog.js';
import type { ShapeProblem } from '../compile/response-shape.js';
import { identityChanged } from '../connections/connection-service.js';
import { observe } from '../host-port.js';
import { ApiError, foreignResponse } from '../http/api-error.js';
import type { ApiCall, ApiResponse, HeldAnswers } from '../http/api-request.js';
import { PARSED_WEIGHT } from '../http/attempt.js';
import type { ApiClient } from '../http/client.js';
import { mayResend, type Resend } from '../http/effects.js';
import { ConnectorError, failure } from './connector-error.js';
import type { ResolvedCredential } from './credential.js';
import type { Invocation } from './invocation.js';
import { recognizeLimited } from './limited.js';
import type { Outcome, OutcomeError } from './outcome.js';
import { CUT, pullList } from './pull.js';
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
  readonly api: ApiClient;
  readonly catalog: Catalog;
  /** How much of a list one invocation reads, bytes. */
  readonly maxPullBytes: number;
  readonly words: UpstreamWords;
  /** Masks what looks like a key in a text. */
  readonly redact: (text: string) => string;
  readonly onAnswerMismatch?: (mismatch: AnswerMismatch) => void;
  readonly onInternalError?: (error: unknown, requestId: string) => void;
}

/** Runs one invocation with its credential: the only part that talks to the API. */
export class ActionRunner implements ActionSteps {
  readonly #held: HeldAnswers = { bytes: 0 };
  readonly #call: ApiCall;
  #composed = false;
  #noRoom = false;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly credential: Pick<ResolvedCredential, 'call' | 'refusal'>,
    private readonly invocation: Invocation,
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
    if (!action?.request) throw new Error(`The action "${actionId}" has no request.`);
    return this.#send(action, action.request, input as RawInput);
  }

  /**
   * Runs an action to its end.
   * @throws ConnectorError for every expected failure.
   */
  async execute(action: CompiledAction, input: RawInput): Promise<Outcome> {
    if ('handler' in action.action) {
      this.#composed = true;
      return this.invocation.succeed(await this.#compose(action.action.handler(input, this)));
    }
    const { request, paging } = action;
    if (!request) throw new Error(`The action "${action.id}" has no request.`);
    const data =
      paging && action.takesSeveralPages(input, this.invocation.context.all)
        ? await pullList(
            action,
            paging,
            input,
            this.invocation,
            (page) => this.#send(action, request, page),
            (error) => this.#report(error),
            { maxBytes: this.deps.maxPullBytes, read: () => textBytes(this.#held), full: () => this.#noRoom },
          )
        : await this.#send(action, request, input);
    const page = paging?.readPage(data, input);
    if (page?.hasMore === true && page.next === null) this.invocation.stopEarly(CUT);
    return this.invocation.succeed(data, page);
  }

  async #send(action: CompiledAction, request: BuildRequest, input: RawInput): Promise<unknown> {
    try {
      const asked = request(input);
      const response = await this.deps.api.send(asked, this.#call);
      if (isForeign(response, action)) throw foreignResponse(asked, response);
      this.invocation.note(response);
      if (action.action.effect.kind !== 'read') this.#changed(response);
      this.#requireOrganization(response);
      this.#requireResponse(action, response.body);
      this.#checkShape(action, response.body);
      return response.body;
    } catch (error) {
      throw error instanceof ApiError ? this.#explained(error, action, input) : error;
    }
  }

  #explained(error: ApiError, action: CompiledAction, input: RawInput): ConnectorError {
    this.invocation.note(error);
    this.#noRoom = error.kind === 'no_room';
    this.#requireOrganization(error);
    if (error.host) this.#report(error.host.thrown());
    // What was withdrawn meanwhile says more than that the request was not sent.
    if (this.credential.refusal && error.kind === 'cancelled' && error.effect === 'none')
      return this.credential.refusal;
    const refusal = error.effect === 'none' ? upstreamOf(error) : undefined;
    const limited = refusal && recognizeLimited(action, input, refusal);
    if (limited) return limited;
    const verify = 'verify' in action.action ? action.action.verify : undefined;
    return upstreamFailure(
      error,
      this.deps.words,
      error.effect === 'none' ? undefined : verify?.(input, error.details),
    );
  }

  /**
   * A response of another organization is not delivered: it would pass for one of this connection's.
   * @throws ConnectorError identity_changed
   */
  #requireOrganization({ organizationId: id }: { organizationId?: string }): void {
    const { organization: saved } = this.#call;
    if (!saved || id === undefined || id === saved.id || formOf(id) !== formOf(saved.id)) return;
    const { message, fix } = identityChanged(saved, { id });
    throw failure('identity_changed', { message, fix });
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
      this.invocation.warn('The API confirmed the change, but its response is empty or cannot be read.');
      return;
    }
    const { vendor, fixes } = this.deps.words;
    throw failure('upstream_protocol', {
      message: msg`The response of ${{ action: id }} is not one of ${vendor}: it has no ${paging ? 'list' : 'content'}.`,
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
      const schema = 'output' in action.action ? action.action.output : '';
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

/** A response that names no request and has no field of the documented one comes from something between. */
function isForeign({ body, requestId }: ApiResponse, { outputSchema }: CompiledAction): boolean {
  if (requestId !== undefined || typeof body !== 'object' || body === null) return false;
  const { required } = (outputSchema ?? {}) as { readonly required?: readonly string[] };
  return required !== undefined && required.length > 0 && !required.some((name) => Object.hasOwn(body, name));
}

type BuildRequest = NonNullable<CompiledAction['request']>;

function halfDone(error: ActionHalfDone, { code, parts, fix, ...rest }: OutcomeError): ConnectorError {
  return failure(code, {
    ...rest,
    effect: 'partial',
    resend: 'never',
    ...(rest.host ? { host: { ...rest.host, sent: true } } : {}),
    message: `${error.message}: ${rest.message}`,
    // One advice: the read that settles a step in doubt, else the step that is missing.
    ...(rest.effect !== 'none' && rest.next
      ? { fix: parts?.fix ?? fix ?? '', next: rest.next }
      : { fix: missingStep(error.next, rest.retry.resend), next: error.next }),
    ...(rest.retry.afterMs === undefined ? {} : { afterMs: rest.retry.afterMs }),
  });
}

const missingStep = ({ actionId }: ReadyAction, resend: Resend): Text => {
  const input = msg`${{ action: actionId }} with the input given under next.`;
  if (resend === 'after_wait') return msg`Wait, then run ${input}`;
  return mayResend(resend) ? msg`Run ${input}` : msg`Solve the cause first, then run ${input}`;
};
