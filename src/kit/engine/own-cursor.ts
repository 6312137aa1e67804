import { createHash } from 'node:crypto';
import type { RawInput } from '../catalog/define-limitation.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import { OWN_CURSOR } from '../compile/paging.js';
import { failure, type ConnectorError } from './connector-error.js';

const DIGEST_LENGTH = 22;
const CURSOR = /^b1\.([\w-]+)\.([\w-]{22})(?:\.(.+))?$/s;

/** What a cursor of ours says: a place in a report, and a cursor of the API that leads on from there. */
export interface CursorPlace {
  readonly place: string;
  readonly page?: string | undefined;
}

/** A cursor of ours: a place in a report, bound to the query by a digest; only the number of items may change. */
export function ownCursor(action: CompiledAction, input: RawInput, { place, page }: CursorPlace): string {
  const query = Object.entries(input)
    .filter(([name]) => name !== 'page' && name !== action.sizeField)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const digest = createHash('sha256')
    .update(JSON.stringify([action.id, place, page, query]))
    .digest('base64url')
    .slice(0, DIGEST_LENGTH);
  return `${OWN_CURSOR}${place}.${digest}${page === undefined ? '' : `.${page}`}`;
}

/**
 * Reads a cursor of ours.
 * @throws ConnectorError invalid_input for one that belongs to another input, or that was altered.
 */
export function readOwnCursor(action: CompiledAction, input: RawInput, cursor: string): CursorPlace {
  const [, place, , page] = CURSOR.exec(cursor) ?? [];
  if (place === undefined || ownCursor(action, input, { place, page }) !== cursor) throw otherQuery();
  return { place, page };
}

/** A cursor that was made for another query. */
export function otherQuery(): ConnectorError {
  const message = 'page must be next_page of a response to the same input';
  return failure('invalid_input', {
    message: `The input is not valid: ${message}.`,
    fix: 'Send the cursor as it was returned with all other fields unchanged, or leave page out to start again.',
    issues: [{ path: 'page', rule: 'cursor', message }],
  });
}
