import type { ActionId, AnthropicActions, InputOf, OutputOf } from '../actions/index.js';
import type { RawInput } from '../kit/catalog/define-limitation.js';
import type { CompiledAction } from '../kit/compile/compiled-action.js';
import type { ProbeAnswer } from '../kit/connections/credential-provider.js';
import { Connector } from '../kit/engine/connector.js';
import type { InvocationContext } from '../kit/engine/context.js';
import { Invocation } from '../kit/engine/invocation.js';
import type { Outcome } from '../kit/engine/outcome.js';
import type { PullSize } from '../kit/engine/pull-stops.js';
import { pullList } from '../kit/engine/pull.js';
import { success, type Answer, type AnswerMeta, type Script } from './answers.js';
import { exampleOf } from './example-of.js';
import { actionOf, definitionFor } from './fake-catalog.js';
import { pageOf } from './page-of.js';

/** An invocation that a fake has received. */
export interface FakeCall {
  readonly actionId: string;
  readonly input: unknown;
  readonly context: InvocationContext;
}

/** How a fake treats what its script leaves open. */
export interface FakeOptions {
  /** `example`: an action without a scripted answer responds with `exampleOf(actionId)`; `fail`, the default, rejects. */
  readonly unscripted?: 'fail' | 'example';
  /** What the API says of a key that is saved or checked; by default it belongs to an organization of the fake. */
  readonly probe?: () => ProbeAnswer;
}

/**
 * A connector that answers from a script, without network. Inputs are checked as those of the real one, lists are paged,
 * and connections are saved in memory; an invocation requires none.
 */
export class FakeConnector extends Connector<AnthropicActions> {
  /** Every invocation in order, pages of `items()` included. */
  readonly calls: FakeCall[] = [];

  constructor(
    private readonly script: Script,
    private readonly options: FakeOptions = {},
  ) {
    super(definitionFor(options.probe));
    const unknown = Object.keys(script).find((id) => !this.describe(id));
    if (unknown !== undefined) throw new Error(`There is no action "${unknown}" to script an answer for.`);
  }

  /** @throws Error for an action that the script leaves open, unless `unscripted` is `example`. */
  override invoke<Id extends ActionId>(
    actionId: Id,
    input: InputOf<Id>,
    context: InvocationContext,
  ): Promise<Outcome<OutputOf<Id>>> {
    return this.invokeById(actionId, input, context) as Promise<Outcome<OutputOf<Id>>>;
  }

  /** @throws Error for an action that the script leaves open, unless `unscripted` is `example`. */
  override async invokeById(actionId: string, input: unknown, context: InvocationContext): Promise<Outcome> {
    this.calls.push({ actionId, input, context });
    const planned = await super.planById(actionId, input, context);
    if (!planned.ok) {
      const { dryRun: _, ...meta } = planned.meta;
      return { ...planned, meta };
    }
    const answer = await this.#answerOf(actionId as ActionId, input, context);
    const call = new Invocation(actionId, input, context, () => 0);
    call.facts.attempts = 1;
    const outcome = answer.ok
      ? await succeed(actionOf(actionId), answer.data, input as RawInput, call)
      : call.fail(answer.error);
    return withMeta(outcome, answer.meta);
  }

  async #answerOf<Id extends ActionId>(
    actionId: Id,
    input: unknown,
    context: InvocationContext,
  ): Promise<Answer<Id>> {
    const answer = Object.hasOwn(this.script, actionId) ? this.script[actionId] : undefined;
    if (typeof answer === 'function') return answer(input as InputOf<Id>, context);
    if (answer !== undefined) return answer;
    if (this.options.unscripted === 'example') return success(exampleOf(actionId));
    throw new Error(
      `The fake connector has no answer for ${actionId}. Script one, such as createFakeConnector({ ${actionId}: success(exampleOf('${actionId}')) }), ` +
        "or pass { unscripted: 'example' } to answer every other action with its example.",
    );
  }
}

/**
 * Creates a connector that answers from a script, for the tests of a host.
 *
 * @example
 * const fake = createFakeConnector({ users_list: success([exampleItemOf('users_list')]) });
 * await new TeamService(fake).members();
 * fake.calls; // [{ actionId: 'users_list', ... }]
 */
export const createFakeConnector = (script: Script = {}, options: FakeOptions = {}): FakeConnector =>
  new FakeConnector(script, options);

/** Data comes as a copy, as from the API: a caller that changes it changes no later answer. */
async function succeed(
  action: CompiledAction,
  data: unknown,
  input: RawInput,
  call: Invocation,
): Promise<Outcome> {
  const { paging } = action;
  if (!paging) return call.succeed(structuredClone(data));
  const read = (page: RawInput): unknown =>
    structuredClone(Array.isArray(data) ? pageOf(action, data, page) : data);
  const several = action.takesSeveralPages(input, call.context.all);
  const all = several
    ? await pullList(action, paging, input, call, async (page) => read(page), ignore, UNBOUNDED)
    : read(input);
  return call.succeed(all, paging.readPage(all, input));
}

/** A script is in memory already. */
const UNBOUNDED: PullSize = {
  maxBytes: Infinity,
  read: () => 0,
  kindOf: () => undefined,
  ended: () => undefined,
};

/** What an observer of the caller's throws changes nothing, as with the real connector. */
const ignore = (): void => undefined;

const withMeta = (outcome: Outcome, meta: AnswerMeta): Outcome => ({
  ...outcome,
  meta: { ...outcome.meta, ...meta },
});
