import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { moment } from '../database/schema.js';
import type { AuditFacts, ChainedEntry, HeadSeal } from './entry.js';
import type { Transaction } from 'kysely';
import type { Schema } from '../database/schema.js';
import { GENESIS, entryHash, rowOf, type ChainHead } from './entry.js';

interface Waiting {
  readonly facts: DatedFacts;
  readonly resolve: (entry: ChainedEntry) => void;
  readonly reject: (error: unknown) => void;
}

const MAX_BATCH = 100;

/**
 * Writes entries into the chains of tenants. Entries of one tenant that arrive during a write are written together
 * afterwards: a chain grows by one transaction at a time, and one transaction per entry would make callers queue.
 */
export class AuditChain {
  readonly #waiting = new Map<string, Waiting[]>();

  /** @param now - epoch milliseconds. */
  constructor(
    private readonly database: Database,
    private readonly seal: HeadSeal,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Writes one entry; it is on disk when this resolves.
   * @throws BrokenChain where the chain was tampered with, and what the database throws.
   */
  append(facts: AuditFacts | IntentFacts): Promise<ChainedEntry> {
    const dated = { ...facts, at: moment(this.now()) };
    return new Promise((resolve, reject) => {
      const entry = { facts: dated, resolve, reject };
      const line = this.#waiting.get(facts.tenantId);
      if (line) {
        line.push(entry);
        return;
      }
      this.#waiting.set(facts.tenantId, [entry]);
      void this.writeAll(facts.tenantId);
    });
  }

  private async writeAll(tenantId: string): Promise<void> {
    const line = this.#waiting.get(tenantId) ?? [];
    while (line.length > 0) {
      // An embedded database finishes before the event loop turns: without a turn no entry could join a batch.
      await turn();
      await this.write(tenantId, line.splice(0, MAX_BATCH));
    }
    this.#waiting.delete(tenantId);
  }

  private async write(tenantId: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const entries = await extendChain(
        this.database,
        this.seal,
        tenantId,
        batch.map(({ facts }) => facts),
      );
      batch.forEach(({ resolve }, index) => resolve(entries[index] as ChainedEntry));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }
}

/** A write about to be sent, whose entry its outcome will name. */
export type IntentFacts = Omit<AuditFacts, 'intent'> & { readonly intent: 'own' };

/** An event and its time (RFC 3339). */
export type DatedFacts = (AuditFacts | IntentFacts) & { readonly at: string };

/**
 * Adds entries to the end of a tenant's chain, all or none. Other processes wait for the lock on its head.
 * @throws BrokenChain where the head is not authentic.
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
    const { intent, ...rest } = each;
    const own = intent === 'own' ? seq + 1 : intent;
    const entry = { ...rest, ...(own !== undefined && { intent: own }), seq: seq + 1, prevHash };
    entries.push({ ...entry, hash: entryHash(entry) });
  }
  return entries;
}

/** A chain that was tampered with is not continued, because that would hide it. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';

  constructor(readonly tenantId: string) {
    super(
      `The head of the audit of tenant ${JSON.stringify(tenantId)} is not the one that was written, or was written under another key. Nothing is added to it, and so no write is sent. Run: npm run -s admin -- audit verify`,
    );
  }
}
