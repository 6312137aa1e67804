import type { ActionId, InputOf, OutputOf } from '../actions/index.js';
import type { InvocationContext } from './context.js';
import type { Dispatcher } from './dispatcher.js';
import type { Failure, Outcome, OutcomeError } from './outcome.js';

/** Ids of the actions that list something. */
export type ListActionId = {
  [Id in ActionId]: OutputOf<Id> extends { data: readonly unknown[] } ? Id : never;
}[ActionId];

/** What a list lists. */
export type ItemOf<Id extends ListActionId> =
  OutputOf<Id> extends { data: readonly (infer Item)[] } ? Item : never;

/** A failed invocation where only an exception can tell of it: inside an iteration. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
  readonly error: OutcomeError;

  constructor(readonly outcome: Failure) {
    super(`${outcome.error.code}: ${outcome.error.message}`);
    this.error = outcome.error;
  }
}

/**
 * Reads a list item by item, a page at a time, as far as the reader goes.
 * @throws InvocationError where a page fails, or the API hands out a cursor twice.
 */
export async function* items<Id extends ListActionId>(
  dispatcher: Dispatcher,
  actionId: Id,
  input: InputOf<Id>,
  context: InvocationContext,
): AsyncGenerator<ItemOf<Id>, void, undefined> {
  const seen = new Set<string>();
  for (let cursor: object | null = {}; cursor !== null;) {
    const outcome: Outcome = await dispatcher.invoke(actionId as string, { ...input, ...cursor }, context);
    if (!outcome.ok) throw new InvocationError(outcome);
    yield* (outcome.data as { data: ItemOf<Id>[] }).data;

    cursor = outcome.page?.next ?? null;
    const text = JSON.stringify(cursor);
    if (seen.has(text)) throw repeated(outcome.actionId, outcome.meta);
    seen.add(text);
  }
}

function repeated(actionId: string, meta: Failure['meta']): InvocationError {
  const error = {
    code: 'upstream_protocol',
    blame: 'upstream',
    message: 'The API handed out one cursor twice.',
    retry: { allowed: false },
  } as const;
  return new InvocationError({ ok: false, actionId, error, meta });
}
