import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/database.js';
import { databaseTime } from '../database/database-clock.js';
import { moment, type Schema } from '../database/schema.js';
import { detailsOf } from './details.js';
import { appendLocked, lockHead } from './audit-chain.js';
import { GENESIS, type AuditFacts, type ChainedEntry, type HeadSeal } from './entry.js';
import { auditedTenants, readHead } from './read-chain.js';
import { readSeam, RESEALED } from './seam.js';

/** The tenants whose chain has no head that was sealed with the present key. */
export async function unsealedTenants(db: Kysely<Schema>, seal: HeadSeal): Promise<string[]> {
  const unsealed: string[] = [];
  for (const tenantId of await auditedTenants(db)) {
    const head = await readHead(db, tenantId);
    if (!head || !seal.isWhole(head, head.seal)) unsealed.push(tenantId);
  }
  return unsealed;
}

/**
 * Lets a chain go on whose head cannot be authenticated: an entry that says so follows the last one, and the head is sealed with the
 * present key. Nothing that is there is changed.
 * @returns the entry; undefined where the head is authentic.
 */
export function resealChain(
  { db, engine }: Database,
  seal: HeadSeal,
  tenantId: string,
): Promise<ChainedEntry | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await lockHead(transaction, engine, tenantId);
    const head = { tenantId, seq: row?.seq ?? 0, hash: row?.hash ?? GENESIS };
    if (row && seal.isWhole(head, row.mac)) return undefined;
    const last = await lastEntry(transaction, tenantId);
    const seam = await readSeam(transaction, seal, tenantId);
    const before = furthest(head, last, seam);
    const at = moment(await databaseTime(transaction, engine));
    const facts = { ...factsOf(tenantId, row ? head : undefined, last?.seq, seam), at };
    return appendLocked(transaction, seal, { ...before, tenantId }, facts);
  });
}

interface Place {
  readonly seq: number;
  readonly hash: string;
}

const furthest = (...places: readonly [Place, ...(Place | undefined)[]]): Place =>
  places.reduce<Place>((far, each) => (each && each.seq >= far.seq ? each : far), places[0]);

const lastEntry = (transaction: Transaction<Schema>, tenantId: string) =>
  transaction
    .selectFrom('audit_entries')
    .select(['seq', 'hash'])
    .where('tenant_id', '=', tenantId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();

const factsOf = (
  tenantId: string,
  head: Place | undefined,
  lastSeq: number | undefined,
  seam: Place | undefined,
): AuditFacts => ({
  tenantId,
  kind: 'setting',
  action: RESEALED,
  actorId: null,
  actorType: null,
  connection: null,
  code: 'ok',
  requestId: null,
  upstreamRequestId: null,
  durationMs: null,
  details: detailsOf({
    head: head ? { seq: head.seq, hash: head.hash } : null,
    lastEntry: lastSeq ?? null,
    seam: seam && { seq: seam.seq, hash: seam.hash },
  }),
});
