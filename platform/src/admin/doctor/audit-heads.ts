import type { Database } from '../../database/database.js';

const PAGE = 500;

/** The head of a chain, and the entry that it points to, read in one moment. */
export interface HeadWithEntry {
  readonly tenantId: string;
  readonly seq: number;
  readonly hash: string;
  readonly seal: string | null;
  /** Hash of the entry at `seq`; null where it is gone. */
  readonly entryHash: string | null;
}

/** The heads of all chains, page by page. */
export async function* auditHeads({ db }: Database): AsyncGenerator<HeadWithEntry, void, undefined> {
  for (let after: string | undefined; ;) {
    const rows = await db
      .selectFrom('audit_heads as head')
      .leftJoin('audit_entries as entry', (join) =>
        join.onRef('entry.tenant_id', '=', 'head.tenant_id').onRef('entry.seq', '=', 'head.seq'),
      )
      .select(['head.tenant_id', 'head.seq', 'head.hash', 'head.mac', 'entry.hash as entry_hash'])
      .$if(after !== undefined, (query) => query.where('head.tenant_id', '>', after ?? ''))
      .orderBy('head.tenant_id')
      .limit(PAGE)
      .execute();
    for (const { tenant_id: tenantId, seq, hash, mac: seal, entry_hash: entryHash } of rows) {
      yield { tenantId, seq, hash, seal, entryHash };
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.tenant_id;
  }
}
