import { itemsOf, type PagingStyle } from '../compile/paging.js';
import type { InvocationContext } from './context.js';
import { outcomeError } from './connector-error.js';
import type { Failure, Outcome, OutcomeError } from './outcome.js';

/** A failed invocation as an exception, for the one place that has no outcome to return: an iteration. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
  readonly error: OutcomeError;

  constructor(readonly outcome: Failure) {
    super(`${outcome.error.code}: ${outcome.error.message}`);
    this.error = outcome.error;
  }
}

/** Runs an action by id. */
export type InvokeAny = (actionId: string, input: unknown, context: InvocationContext) => Promise<Outcome>;

/**
 * Reads a list item by item, one page at a time, as far as the reader goes.
 * @throws InvocationError where a page fails, or the API returns a cursor twice.
 */
export async function* items(
  invoke: InvokeAny,
  actionId: string,
  input: object,
  context: InvocationContext,
  paging?: PagingStyle,
): AsyncGenerator<unknown, void, undefined> {
  const seen = new Set<string>();
  for (let cursor: object | null = {}; cursor !== null;) {
    const outcome: Outcome = await invoke(actionId, { ...input, ...cursor }, context);
    if (!outcome.ok) throw new InvocationError(outcome);
    yield* itemsOf(outcome.data, paging);

    cursor = outcome.page?.next ?? null;
    const text = JSON.stringify(cursor);
    if (seen.has(text)) throw repeatedCursor(outcome);
    seen.add(text);
  }
}

function repeatedCursor({ actionId, meta }: Outcome): InvocationError {
  const error = outcomeError('upstream_protocol', { message: 'The API returned the same cursor twice.' });
  return new InvocationError({ ok: false, actionId, error, meta });
}
