import type { FoundAccess, ReviewDecision } from 'anthropic-admin-connector';
import { requireWholeHead, requireWholeRow, sealedHead, sealedRow } from '../access-reviews/review-row.js';
import { ERASED } from '../audit/persons/readable.js';
import type { AccessReviewRowsTable } from '../database/schema.js';
import type { AdminContext } from './admin-context.js';

/**
 * Blanks the persons that are meant in access reviews: who made them, who decided, and whom rows are about. What was altered outside of
 * the platform keeps its seal, which does not fit: another one would make it evidence.
 * @param erase - whether it is done; it is counted alone otherwise.
 * @returns how many reviews and rows name such a person.
 */
export async function eraseReviews(
  { database: { db }, rowSeal }: AdminContext,
  tenantId: string,
  isMeant: (name: string) => boolean,
  erase: boolean,
): Promise<number> {
  let named = 0;
  const heads = await db.selectFrom('access_reviews').selectAll().where('tenant_id', '=', tenantId).execute();
  for (const head of heads) {
    if (isMeant(head.created_by)) {
      named += 1;
      const { mac } = passes(() => requireWholeHead(head, rowSeal))
        ? sealedHead({ ...head, created_by: ERASED }, rowSeal)
        : head;
      if (erase)
        await db
          .updateTable('access_reviews')
          .set({ created_by: ERASED, mac })
          .where('id', '=', head.id)
          .execute();
    }
    const rows = await db
      .selectFrom('access_review_rows')
      .selectAll()
      .where('review_id', '=', head.id)
      .execute();
    for (const row of rows) {
      const columns = blanked(row, isMeant);
      if (!columns) continue;
      named += 1;
      const { mac } = passes(() => requireWholeRow(row, rowSeal))
        ? sealedRow({ ...row, ...columns }, rowSeal)
        : row;
      if (erase)
        await db
          .updateTable('access_review_rows')
          .set({ ...columns, mac })
          .where('review_id', '=', row.review_id)
          .where('row_number', '=', row.row_number)
          .execute();
    }
  }
  return named;
}

/** The columns of a row without the persons that are meant; undefined where it names none. */
function blanked(
  { body, decision }: AccessReviewRowsTable,
  isMeant: (name: string) => boolean,
): Pick<AccessReviewRowsTable, 'body' | 'decision'> | undefined {
  const access = JSON.parse(body) as FoundAccess;
  const decided = decision === null ? undefined : (JSON.parse(decision) as ReviewDecision);
  const names = [access.id, access.name, ...(access.email === undefined ? [] : [access.email])];
  const isAbout = access.subject !== 'api_key' && names.some(isMeant);
  const isBy = decided !== undefined && isMeant(decided.by);
  if (!isAbout && !isBy) return undefined;
  const { next: _, ...rest } = access;
  const gone = { ...rest, id: ERASED, name: ERASED, ...(access.email !== undefined && { email: ERASED }) };
  const after = decided && {
    ...decided,
    ...(isBy && { by: ERASED }),
    ...(decided.note !== undefined && { note: ERASED }),
  };
  return {
    body: isAbout ? JSON.stringify(gone) : body,
    decision: after ? JSON.stringify(after) : null,
  };
}

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
