import type { AccessReview, FoundAccess, ReviewDecision, ReviewRow } from 'anthropic-admin-connector';
import type { AccessReviewRowsTable, AccessReviewsTable } from '../database/schema.js';
import type { RowSeal } from '../security/seal.js';

/** A review or one of its rows is not as the platform wrote it. */
export class AlteredReview extends Error {
  override readonly name = 'AlteredReview';

  constructor(readonly reviewId: string) {
    super(`The access review ${reviewId} was altered outside of the platform.`);
  }
}

type Head = Omit<AccessReviewsTable, 'mac'>;
type Row = Omit<AccessReviewRowsTable, 'mac'>;

/** A head with its seal. */
export const sealedHead = (head: Head, seal: RowSeal): AccessReviewsTable => ({
  ...head,
  mac: seal.macOf('access-review', headValues(head)),
});

/** A row with its seal. */
export const sealedRow = (row: Row, seal: RowSeal): AccessReviewRowsTable => ({
  ...row,
  mac: seal.macOf('access-review-row', rowValues(row)),
});

/** Requires that a head is as it was written. @throws AlteredReview */
export function requireWholeHead(head: AccessReviewsTable, seal: RowSeal): void {
  if (!seal.isWhole(head.mac, 'access-review', headValues(head))) throw new AlteredReview(head.id);
}

/** Requires that a row is as it was written. @throws AlteredReview */
export function requireWholeRow(row: AccessReviewRowsTable, seal: RowSeal): void {
  if (!seal.isWhole(row.mac, 'access-review-row', rowValues(row))) throw new AlteredReview(row.review_id);
}

/** What the body of a head holds. */
export type HeadBody = Pick<AccessReview, 'title' | 'days' | 'unread'>;

/** The review of a head. */
export const reviewOf = (head: AccessReviewsTable, decided: number): AccessReview => ({
  ...(JSON.parse(head.body) as HeadBody),
  id: head.id,
  at: head.created_at,
  by: head.created_by,
  rows: head.row_count,
  decided,
});

/** The row as the connector takes it. */
export const reviewRowOf = (row: Row): ReviewRow => ({
  row: row.row_number,
  ...(JSON.parse(row.body) as FoundAccess),
  ...(row.decision === null ? {} : { decided: JSON.parse(row.decision) as ReviewDecision }),
});

const headValues = (head: Head) => [
  head.id,
  head.tenant_id,
  head.connector,
  head.connection,
  head.organization_id,
  head.created_at,
  head.created_by,
  head.row_count,
  head.body,
];

const rowValues = (row: Row) => [row.review_id, row.row_number, row.body, row.decided, row.decision];
