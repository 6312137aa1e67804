import type { AccessReview, ReviewRow } from 'anthropic-admin-connector';
import type { AccessReviewsTable } from '../database/schema.js';
import { csvCell } from '../security/csv-cell.js';
import type { ReviewSigner } from './review-signer.js';

/** A review with all of its rows. */
export interface WholeReview {
  readonly head: AccessReviewsTable;
  readonly review: AccessReview;
  readonly rows: readonly ReviewRow[];
}

const FORMAT = 'anthropic-admin-platform/access-review/1';

/** Lines of JSON: the review, its rows, and the signature of all bytes before the last line. */
export function ndjsonOf({ head, review, rows }: WholeReview, signer: ReviewSigner, at: string): string {
  const first = {
    type: 'access_review',
    format: FORMAT,
    tenant_id: head.tenant_id,
    connector: head.connector,
    connection: head.connection,
    organization_id: head.organization_id,
    ...review,
    exported_at: at,
  };
  const lines = [first, ...rows.map((row) => ({ type: 'row', ...row }))];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const signature = {
    type: 'signature',
    algorithm: 'Ed25519',
    key_id: signer.keyId,
    value: signer.signatureOf(text),
  };
  return `${text}${JSON.stringify(signature)}\n`;
}

const COLUMNS = [
  'review_id',
  'organization_id',
  'row',
  'subject',
  'id',
  'name',
  'email',
  'workspace_id',
  'workspace',
  'reasons',
  'text',
  'decision',
  'note',
  'decided_by',
  'decided_at',
] as const;

/** CSV (RFC 4180), safe to open in a spreadsheet. */
export function csvOf({ head, rows }: WholeReview): string {
  const lines = rows.map(({ decided, ...row }) => {
    const values: Record<(typeof COLUMNS)[number], string | number | null | undefined> = {
      review_id: head.id,
      organization_id: head.organization_id,
      row: row.row,
      subject: row.subject,
      id: row.id,
      name: row.name,
      email: row.email,
      workspace_id: row.workspace_id,
      workspace: row.workspace,
      reasons: row.reasons.join(' '),
      text: row.text,
      decision: decided?.decision,
      note: decided?.note,
      decided_by: decided?.by,
      decided_at: decided?.at,
    };
    return COLUMNS.map((name) => csvCell(String(values[name] ?? ''))).join(',');
  });
  return [COLUMNS.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}
