import { ApiError, type ApiClient, type ApiCall } from '../kit/http/index.js';
import { ActionHalfDone, ActionRefusal, type ActionSteps } from '../actions/action-handler.js';
import type { Action, HttpAction } from '../actions/define-action.js';
import type { AnswerChecker } from './answers/answer-checker.js';
import type { RequestBuilder } from './compiled-action.js';
import { ConnectorError } from './connector-error.js';
import { followPages, RepeatedCursorError, type FollowedList, type ListPage } from './follow-pages.js';
import type { Invocation } from './invocation.js';
import type { LimitationGate } from './limitation-gate.js';
import type { InvocationFacts } from './ports.js';
import { planPull } from './plan-pull.js';
import type { PartialPull } from './outcome.js';
import { fromAdminApi, upstreamOf } from './upstream-errors.js';

type Input = InvocationFacts['input'];

/** An HTTP action with its request builder. */
export interface Runnable {
  readonly action: HttpAction;
  readonly request: RequestBuilder;
}

/** What a session shares with all others. */
export interface SessionDeps {
  readonly api: ApiClient;
  readonly gate: LimitationGate;
  readonly answers: AnswerChecker;
  /** @throws Error for an action that has no route. */
  runnable(actionId: string): Runnable;
}

/** One invocation with a key in hand: it alone talks to the API. */
export class Session implements ActionSteps {
  constructor(
    private readonly deps: SessionDeps,
    private readonly call: ApiCall,
    private readonly invocation: Invocation,
  ) {}

  /** Runs the HTTP call of an action, without any further checks. */
  async run(actionId: string, input: object): Promise<unknown> {
    return this.send(this.deps.runnable(actionId), input as Input);
  }

  /** Does what an action stands for. */
  async execute(action: Action, input: Input): Promise<unknown> {
    if ('handler' in action) return this.compose(action.handler(input, this));
    const runnable = this.deps.runnable(action.id);
    const pull = planPull(runnable.action, input, this.invocation.context);
    if (!pull) return this.send(runnable, input);

    const read = (limit: number | undefined, cursor: object): Promise<ListPage> =>
      this.send(runnable, {
        ...input,
        ...(limit === undefined ? {} : { limit }),
        ...cursor,
      }) as Promise<ListPage>;
    const { list, stoppedBy } = await followPages(pull, read).catch(loopToError);
    if (stoppedBy !== undefined) this.invocation.stopEarly(reasonOf(stoppedBy));
    return list;
  }

  private async send({ action, request }: Runnable, input: Input): Promise<unknown> {
    try {
      const answer = await this.deps.api.send(request(input), this.call);
      this.invocation.note(answer);
      this.deps.answers.check(action, answer.body, this.invocation);
      return answer.body;
    } catch (error) {
      throw error instanceof ApiError ? this.explain(error, action, input) : error;
    }
  }

  private explain(error: ApiError, action: HttpAction, input: Input): ConnectorError {
    this.invocation.note(error);
    const refusal = upstreamOf(error);
    const limitation = refusal && !error.inDoubt && this.deps.gate.recognize(action, input, refusal);
    if (limitation) return limitation;

    const explained = fromAdminApi(error);
    const next = error.inDoubt ? action.verify?.(input) : undefined;
    if (!next) return explained;
    const fix = `Run ${next.actionId} to see whether it took effect, before trying again.`;
    return new ConnectorError(explained.code, { ...explained.details, fix, next });
  }

  private async compose(work: Promise<unknown>): Promise<unknown> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ActionRefusal) {
        throw new ConnectorError('conflict', { message: error.message, fix: error.fix, next: error.next });
      }
      if (error instanceof ActionHalfDone && error.failure instanceof ConnectorError) {
        throw halfDone(error, error.failure);
      }
      throw error;
    }
  }
}

function reasonOf(stoppedBy: NonNullable<FollowedList['stoppedBy']>): PartialPull {
  if (stoppedBy === 'page_budget') {
    return {
      reason: 'page_budget',
      message: 'The page budget was used up; the rest is behind the cursor under page.',
    };
  }
  const { error } = stoppedBy;
  if (!(error instanceof ConnectorError)) throw error;
  const { afterMs } = error.details;
  return { reason: error.code, message: error.message, ...(afterMs === undefined ? {} : { afterMs }) };
}

function halfDone(error: ActionHalfDone, failure: ConnectorError): ConnectorError {
  return new ConnectorError(failure.code, {
    ...failure.details,
    message: `${error.message}: ${failure.message}`,
    fix: `Run ${error.next.actionId} with the input given under next; ${failure.details.fix ?? 'then look at the list.'}`,
    retryable: false,
    next: failure.details.next ?? error.next,
  });
}

function loopToError(error: unknown): never {
  if (error instanceof RepeatedCursorError)
    throw new ConnectorError('upstream_protocol', { message: error.message });
  throw error;
}
