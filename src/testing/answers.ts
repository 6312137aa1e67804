import type { ActionId, InputOf, OutputOf } from '../actions/index.js';
import type { ItemOf, ListActionId } from '../connector/connector.js';
import { outcomeError, type ErrorDetails } from '../kit/engine/connector-error.js';
import type { InvocationContext } from '../kit/engine/context.js';
import { ERROR_CODES, type ErrorCode } from '../kit/engine/error-codes.js';
import type { OutcomeError, OutcomeMeta } from '../kit/engine/outcome.js';

/** Facts of an outcome that a test sets; the fake fills in the others. */
export type AnswerMeta = Partial<OutcomeMeta>;

/** A success that a test scripts. */
export interface SuccessAnswer<Data> {
  readonly ok: true;
  readonly data: Data;
  readonly meta: AnswerMeta;
}

/** A failure that a test scripts. */
export interface FailureAnswer {
  readonly ok: false;
  readonly error: OutcomeError;
  readonly meta: AnswerMeta;
}

/** The response of an action; of a list also its items alone, which the fake pages. */
export type DataOf<Id extends ActionId> =
  OutputOf<Id> | (Id extends ListActionId ? readonly ItemOf<Id>[] : never);

/** How an action answers. */
export type Answer<Id extends ActionId> = SuccessAnswer<DataOf<Id>> | FailureAnswer;

/** Decides from the input how an action answers. */
export type Handler<Id extends ActionId> = (
  input: InputOf<Id>,
  context: InvocationContext,
) => Answer<Id> | Promise<Answer<Id>>;

/** How each action answers, by its id. */
export type Script = { readonly [Id in ActionId]?: Answer<Id> | Handler<Id> };

/** What a scripted failure adds to its code. */
export interface FailureMore extends Partial<ErrorDetails> {
  readonly meta?: AnswerMeta;
}

/**
 * An answer with data: the whole response, or for a list its items alone.
 *
 * @example
 * success([exampleItemOf('users_list')])
 */
export const success = <Data>(
  data: Data,
  { meta = {} }: { meta?: AnswerMeta } = {},
): SuccessAnswer<Data> => ({
  ok: true,
  data,
  meta,
});

/**
 * An answer with an error; who has to act and whether to retry follow from the code.
 *
 * @example
 * failure('rate_limited', { afterMs: 2_000 })
 */
export function failure(code: ErrorCode, { meta = {}, ...details }: FailureMore = {}): FailureAnswer {
  if (!Object.hasOwn(ERROR_CODES, code))
    throw new RangeError(
      `There is no error code "${code}"; the codes are ${Object.keys(ERROR_CODES).join(', ')}`,
    );
  const error = outcomeError(code, { message: `A test scripts this answer: ${code}.`, ...details });
  return { ok: false, error, meta };
}
