import type { Kysely } from 'kysely';
import type { AuditSeamsTable, Schema } from '../database/schema.js';
import { canonicalJson, type AuditFacts, type HeadSeal } from './entry.js';

/** The action of the entry with which a chain goes on that could not be authenticated. */
export const RESEALED = 'audit.resealed';

/** Whether an entry is the one of a reseal: a tenant can write an entry of this action, but none of this kind. */
export const isReseal = ({ kind, action }: Pick<AuditFacts, 'kind' | 'action'>): boolean =>
  kind === 'setting' && action === RESEALED;

/** Up to where the audit of a tenant is archived. */
export interface Seam {
  readonly tenantId: string;
  /** The first entry of the last part of the archive. */
  readonly firstSeq: number;
  /** The last archived entry, which the first one that is left follows. */
  readonly seq: number;
  readonly hash: string;
  /** The time of that entry, RFC 3339. */
  readonly lastAt: string;
  /** RFC 3339. */
  readonly archivedAt: string;
  /** The folder or bucket of the last part. */
  readonly place: string;
}

/** The seam of a tenant as the database has it; `isWhole` is false where it was not written with the key, and no
 * reseal has taken it over: the row itself cannot be signed again. */
export async function readSeam(
  db: Kysely<Schema>,
  seal: HeadSeal,
  tenantId: string,
): Promise<(Seam & { readonly isWhole: boolean }) | undefined> {
  const row = await db
    .selectFrom('audit_seams')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const seam = seamOf(row);
  const isWhole = seal.isSigned('seam', { ...seam }, row.mac) || (await isTakenOver(db, seam));
  return { ...seam, isWhole };
}

/** Whether an entry of a reseal names this seam. Reading the chain proves that entry. */
async function isTakenOver(db: Kysely<Schema>, { tenantId, seq, hash }: Seam): Promise<boolean> {
  const rows = await db
    .selectFrom('audit_entries')
    .select('details')
    .where('tenant_id', '=', tenantId)
    .where('action', '=', RESEALED)
    .where('kind', '=', 'setting')
    .where('seq', '>', seq)
    .execute();
  const named = canonicalJson({ hash, seq });
  return rows.some(({ details }) => details.includes(`"seam":${named}`));
}

const seamOf = (row: AuditSeamsTable): Seam => ({
  tenantId: row.tenant_id,
  firstSeq: row.first_seq,
  seq: row.seq,
  hash: row.hash,
  lastAt: row.last_at,
  archivedAt: row.archived_at,
  place: row.place,
});

/** The row of a seam. */
export const seamRow = (seal: HeadSeal, seam: Seam): AuditSeamsTable => ({
  tenant_id: seam.tenantId,
  first_seq: seam.firstSeq,
  seq: seam.seq,
  hash: seam.hash,
  last_at: seam.lastAt,
  archived_at: seam.archivedAt,
  place: seam.place,
  mac: seal.signatureOf('seam', { ...seam }),
});
