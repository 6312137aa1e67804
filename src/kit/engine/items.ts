import { observe } from '../host-port.js';
import { itemsOf, type PagingStyle } from '../compile/paging.js';
import type { Buckets } from '../catalog/define-action.js';
import type { InvocationContext } from './context.js';
import { outcomeError } from './connector-error.js';
import type { Failure, Outcome, OutcomeError } from './outcome.js';
import { CUT } from './pull-stops.js';

/** A failed invocation as an exception, for the one place that has no outcome to return: an iteration. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError';
  readonly error: OutcomeError;

  constructor(readonly outcome: Failure) {
    super(`${outcome.error.code}: ${outcome.error.message}`);
    this.error = outcome.error;
  }
}

/** Runs an action with an input. */
export type InvokeList = (input: object, context: InvocationContext) => Promise<Outcome>;

/** What an iteration needs besides its input. */
export interface ItemsOptions {
  readonly context: InvocationContext;
  readonly paging?: PagingStyle | undefined;
  /** Receives what `onProgress` throws. */
  readonly report: (error: unknown, requestId: string) => void;
}

/**
 * Reads a list item by item, one page at a time, as far as the reader goes or `maxPages` allows.
 * @throws InvocationError where a page fails, or the API returns a cursor twice or none where the list continues.
 */
export async function* items(
  invoke: InvokeList,
  input: object,
  { context, paging, report }: ItemsOptions,
): AsyncGenerator<unknown, void, undefined> {
  const { onProgress, all: _, ...ofPage } = context ?? {};
  const { maxPages = Infinity } = ofPage;
  const seen = new Set<string>();
  const read = { pages: 0, items: 0 };
  for (let cursor: object | null = {}; cursor !== null;) {
    const outcome: Outcome = await invoke({ ...input, ...cursor }, ofPage);
    if (!outcome.ok) throw new InvocationError(outcome);
    const page = itemsOf(outcome.data, paging) ?? [];
    read.pages += 1;
    read.items += page.length;
    const { requestId } = outcome.meta;
    if (onProgress)
      observe(
        () => onProgress({ ...read }),
        (error) => report(error, requestId),
      );
    yield* page;
    if (read.pages >= maxPages) return;

    const { hasMore = false, next = null } = outcome.page ?? {};
    cursor = next;
    if (hasMore && next === null) throw protocolError(outcome, CUT.message);
    const text = JSON.stringify(cursor);
    if (seen.has(text)) throw protocolError(outcome, 'The API returned the same cursor twice.');
    seen.add(text);
  }
}

/** The rows of the buckets of a report, each with the time of its bucket. */
export async function* rowsOf(
  buckets: AsyncIterable<unknown>,
  { start, end, rows }: Buckets,
): AsyncGenerator<unknown, void, undefined> {
  for await (const bucket of buckets) {
    const fields = bucket as Readonly<Record<string, unknown>>;
    const time = { [start]: fields[start], [end]: fields[end] };
    for (const row of (fields[rows] as readonly object[] | undefined) ?? []) yield { ...time, ...row };
  }
}

function protocolError({ actionId, meta }: Outcome, message: string): InvocationError {
  const error = outcomeError('upstream_protocol', { message });
  return new InvocationError({ ok: false, actionId, error, meta });
}
