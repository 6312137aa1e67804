import type { ApiErrorKind } from '../http/attempt-failure.js';
import { ConnectorError } from './connector-error.js';
import type { InvocationContext } from './context.js';
import type { Invocation } from './invocation.js';
import type { OutcomeError, PartialPull } from './outcome.js';

/** How many pages `all` reads if the caller sets no budget. */
export const DEFAULT_MAX_PAGES = 100;

/** What a pull needs of the invocation that it is a part of. */
export type PullCall = Pick<Invocation, 'time' | 'stopEarly'> & {
  readonly context: Pick<InvocationContext, 'all' | 'maxPages' | 'onProgress'>;
};

/** How much a pull may read. */
export interface PullSize {
  readonly maxBytes: number;
  /** Bytes read so far. */
  readonly read: () => number;
  /** The kind of a failure of the API. */
  readonly kindOf: (error: unknown) => ApiErrorKind | undefined;
  /** Called where a failure after the first page has ended the list. */
  readonly ended: (error: unknown) => void;
}

/** Why a list ended before its end: a failure, or one of those that the list itself shows. */
export type Stop = { readonly error: unknown } | PartialPull | undefined;

/** No page is left. */
export const PAGE_BUDGET: PartialPull = {
  reason: 'page_budget',
  message: 'The page budget is used up; the cursor under page continues the list.',
};

/** There is no room for a further page. */
export const SIZE_BUDGET: PartialPull = {
  reason: 'size_budget',
  message:
    'One response holds no more of this list; the cursor under page continues it, and a narrower request is smaller.',
};

/** The cursor leads back. */
export const REPEATED: PartialPull = {
  reason: 'upstream_protocol',
  message: 'The API returned the same cursor twice, so the list cannot be continued.',
};

/** A report has other times than the requested ones. */
export const ODD_BUCKETS: PartialPull = {
  reason: 'upstream_protocol',
  message: 'The API returned other time buckets than the requested ones, so the list cannot be continued.',
};

/** The list goes on, but the API names no cursor to continue with. */
export const CUT: PartialPull = {
  reason: 'upstream_protocol',
  message: 'The API says that the list continues, but returned no usable cursor to continue with.',
};

/** The invocation may read no further page; thrown in place of reading one. */
export class PagesSpent extends Error {
  override readonly name = 'PagesSpent';
}

/** How a failure after the first page ends a list. */
export function failed(error: unknown, size: PullSize): Stop {
  if (error instanceof PagesSpent) return PAGE_BUDGET;
  return size.kindOf(error) === 'no_room' ? SIZE_BUDGET : { error };
}

/** What `meta.partial` says of it; what is no failure of the API is thrown. */
export function partialOf(stop: NonNullable<Stop>): PartialPull {
  if (!('error' in stop)) return stop;
  if (!(stop.error instanceof ConnectorError)) throw stop.error;
  return cutOf(stop.error.error);
}

/** A failure as the reason why a list ended. */
export const cutOf = ({ code, message, retry }: OutcomeError): PartialPull => ({
  reason: code,
  message,
  ...(retry.afterMs === undefined ? {} : { afterMs: retry.afterMs }),
});
