import type { Action } from '../actions/define-action.js';
import type { RawInput } from '../limitations/limitation.js';
import type { OutcomePage } from './outcome.js';

interface ListAnswer {
  readonly has_more?: boolean;
  readonly first_id?: string | null;
  readonly last_id?: string | null;
  readonly next_page?: string | null;
}

/** Tells in one form where a list goes on: `next` holds the fields to add to the input. Undefined for what is no list. */
export function pageOf(action: Action, data: unknown, input: RawInput): OutcomePage | undefined {
  if (!('paging' in action)) return undefined;
  const answer = (data ?? {}) as ListAnswer;
  if (action.paging === 'id_cursor') return idCursorPage(answer, input['before_id'] !== undefined);
  const page = answer.next_page ?? null;
  return { hasMore: page !== null, next: page === null ? null : { page } };
}

function idCursorPage({ has_more, first_id, last_id }: ListAnswer, backwards: boolean): OutcomePage {
  const id = (backwards ? first_id : last_id) ?? null;
  // last_id is there on the last page too: only has_more tells.
  if (has_more !== true || id === null) return { hasMore: false, next: null };
  return { hasMore: true, next: backwards ? { before_id: id } : { after_id: id } };
}
