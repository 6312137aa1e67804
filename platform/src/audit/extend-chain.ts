import type { Transaction } from 'kysely';
import type { Database } from '../database/database.js';
import type { Schema } from '../database/schema.js';
import { GENESIS, entryHash, rowOf, type AuditFacts, type ChainedEntry, type ChainHead } from './entry.js';
import type { HeadSeal } from './head-seal.js';

/** Something that happened, and when (RFC 3339). */
export type DatedFacts = AuditFacts & { readonly at: string };

/**
 * Adds entries to the end of a tenant's chain, all or none. The lock on its head makes other processes wait.
 * @throws BrokenChain where the head is not the one that was written.
 */
export function extendChain(
  { db, engine }: Database,
  seal: HeadSeal,
  tenantId: string,
  facts: readonly DatedFacts[],
): Promise<ChainedEntry[]> {
  return db.transaction().execute(async (transaction) => {
    const head = await lockHead(transaction, engine.locksRows, seal, tenantId);
    const entries = chained(head, facts);
    await transaction.insertInto('audit_entries').values(entries.map(rowOf)).execute();
    const { seq, hash } = entries.at(-1) ?? head;
    await transaction
      .updateTable('audit_heads')
      .set({ seq, hash, mac: seal.sealOf({ tenantId, seq, hash }) })
      .where('tenant_id', '=', tenantId)
      .execute();
    return entries;
  });
}

async function lockHead(
  transaction: Transaction<Schema>,
  locksRows: boolean,
  seal: HeadSeal,
  tenantId: string,
): Promise<ChainHead> {
  const start = { tenantId, seq: 0, hash: GENESIS };
  const find = () =>
    transaction
      .selectFrom('audit_heads')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .$if(locksRows, (query) => query.forUpdate())
      .executeTakeFirst();
  let row = await find();
  if (!row) {
    await transaction
      .insertInto('audit_heads')
      .values({ tenant_id: tenantId, seq: 0, hash: GENESIS, mac: seal.sealOf(start) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    row = await find();
  }
  const head = row ? { tenantId, seq: row.seq, hash: row.hash } : start;
  if (!seal.isWhole(head, row?.mac ?? null)) throw new BrokenChain(tenantId);
  return head;
}

function chained(head: ChainHead, facts: readonly DatedFacts[]): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (const each of facts) {
    const { seq, hash: prevHash } = entries.at(-1) ?? head;
    const entry = { ...each, seq: seq + 1, prevHash };
    entries.push({ ...entry, hash: entryHash(entry) });
  }
  return entries;
}

/** A chain that somebody has tampered with is not continued: that would cover it up. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';

  constructor(readonly tenantId: string) {
    super(
      `The head of the audit of tenant ${JSON.stringify(tenantId)} is not the one that was written, or was written under another key. Nothing is added to it, and so no write is sent. Run: npm run -s admin -- audit verify`,
    );
  }
}
