import { sql } from 'kysely';
import type { Database } from '../../database/database.js';
import { moment } from '../../database/schema.js';
import { GENESIS, canonicalJson, type ChainedEntry, type HeadSeal } from '../entry.js';
import { readChain } from '../read-chain.js';
import { readSeam, seamRow, type Seam } from '../seam.js';
import { verifyChain } from '../verify-chain.js';
import { BrokenPart, chainFault, partNames, partOf, readPart } from './archive-part.js';
import type { ArchiveStore } from './archive-store.js';

/** Why entries are not archived; they stay where they are. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

/** The most entries of a part, and the most bytes of them: a part is in memory at once, and removed in one transaction. */
const PART = { entries: 5_000, bytes: 16 * 1024 * 1024 };

/** What archiving a tenant works with. */
export interface ArchiveWork {
  readonly database: Database;
  readonly seal: HeadSeal;
  readonly store: ArchiveStore;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Called before each part is removed, and may throw, such as where another process has begun to archive. */
  readonly beforeRemoval?: () => Promise<void>;
}

/** Entries of a tenant that are older than a moment, from its seam on. */
export interface Archivable {
  readonly tenantId: string;
  /** The first one; also where there is none. */
  readonly first: number;
  /** The last one; `first - 1` where there is none. */
  readonly last: number;
}

/**
 * The entries before the first one that is not older than a moment (RFC 3339). The whole chain is verified first: its hashes have no
 * key, so only the head shows that entries were written again, and a signed part would make them authentic.
 * @throws ArchiveRefused where the chain is not as it was written.
 */
export async function archivable(
  { database: { db }, seal }: Pick<ArchiveWork, 'database' | 'seal'>,
  tenantId: string,
  before: string,
): Promise<Archivable> {
  const { archived: seam, head, findings } = await verifyChain(db, seal, tenantId);
  const [finding] = findings;
  if (finding || !head) {
    const fault = finding?.message ?? 'There is no head of its chain.';
    throw new ArchiveRefused(`${fault} Run: npm run -s admin -- audit verify`);
  }
  const young = await db
    .selectFrom('audit_entries')
    .select((select) => select.fn.min('seq').as('seq'))
    .where('tenant_id', '=', tenantId)
    .where('at', '>=', before)
    .executeTakeFirst();
  const first = (seam?.seq ?? 0) + 1;
  const last = young?.seq === null || young === undefined ? head.seq : Math.min(young.seq - 1, head.seq);
  return { tenantId, first, last: Math.max(last, first - 1) };
}

/**
 * Moves entries into an archive, part by part. A part is written, read back and verified, and then its entries and the old seam give
 * way to the new seam in one transaction. Interrupted at any point, no entry is lost, and a repeat goes on: a part that was written and
 * not removed is the same when it is written again.
 * @returns the parts that were removed
 * @throws ArchiveRefused, ArchiveStoreError, and what the database throws
 */
export async function* archiveChain(
  work: ArchiveWork,
  { tenantId, last }: Archivable,
): AsyncGenerator<{ readonly seam: Seam; readonly entries: number }, void, undefined> {
  const { database, seal, store, now = Date.now } = work;
  for (;;) {
    const seam = await readSeam(database.db, seal, tenantId);
    const after = { tenantId, seq: seam?.seq ?? 0, hash: seam?.hash ?? GENESIS };
    const entries = await nextPart(database, after, last);
    if (!isFilled(entries)) return;
    const fault = chainFault(entries, after);
    if (fault !== undefined) {
      throw new ArchiveRefused(`${fault}. Run: npm run -s admin -- audit verify`);
    }
    const previous = seam ? { first: seam.firstSeq, last: seam.seq } : null;
    const { head, files } = partOf(entries, previous, seal);
    const names = partNames(tenantId, head);
    await store.write(names.entries, files.entries);
    await store.write(names.head, files.head);
    await readBack(work, tenantId, names, head.hash);
    await work.beforeRemoval?.();
    const next: Seam = {
      tenantId,
      firstSeq: head.first,
      seq: head.last,
      hash: head.hash,
      lastAt: head.lastAt,
      archivedAt: moment(now()),
      place: store.place,
    };
    await remove(work, seam, next, entries.length);
    yield { seam: next, entries: entries.length };
  }
}

const isFilled = (entries: readonly ChainedEntry[]): entries is [ChainedEntry, ...ChainedEntry[]] =>
  entries.length > 0;

async function nextPart(
  { db }: Database,
  after: { readonly tenantId: string; readonly seq: number },
  last: number,
): Promise<ChainedEntry[]> {
  const entries: ChainedEntry[] = [];
  let bytes = 0;
  for await (const entry of readChain(db, after.tenantId, last, {}, after.seq)) {
    entries.push(entry);
    bytes += canonicalJson({ ...entry }).length;
    if (entries.length >= PART.entries || bytes >= PART.bytes) break;
  }
  return entries;
}

/** @throws ArchiveRefused where what the store gives back is not the part with this last hash. */
async function readBack(
  { store, seal }: ArchiveWork,
  tenantId: string,
  names: ReturnType<typeof partNames>,
  hash: string,
): Promise<void> {
  const refuse = (fault: string): never => {
    throw new ArchiveRefused(
      `${store.place}/${names.entries} is not what was written: ${fault}. Nothing of it was removed. Move the file and its head away, and repeat`,
    );
  };
  const [entries, head] = [await store.read(names.entries), await store.read(names.head)];
  if (!entries || !head) return refuse('a file is missing');
  try {
    if (readPart(tenantId, { entries, head }, seal).head.hash !== hash) refuse('it ends with another entry');
  } catch (error) {
    if (error instanceof BrokenPart) refuse(error.message);
    throw error;
  }
}

/** @throws ArchiveRefused where the seam or the entries have changed in between. */
async function remove(
  { database: { db }, seal }: ArchiveWork,
  old: Seam | undefined,
  next: Seam,
  entries: number,
): Promise<void> {
  const row = seamRow(seal, next);
  await db.transaction().execute(async (transaction) => {
    const moved = old
      ? await transaction
          .updateTable('audit_seams')
          .set(row)
          .where('tenant_id', '=', next.tenantId)
          .where('seq', '=', old.seq)
          .executeTakeFirst()
      : await transaction
          .insertInto('audit_seams')
          .values(row)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
    const changed = 'numUpdatedRows' in moved ? moved.numUpdatedRows : moved.numInsertedOrUpdatedRows;
    const removed = await transaction
      .deleteFrom('audit_entries')
      .where('tenant_id', '=', next.tenantId)
      .where('seq', '>', old?.seq ?? 0)
      .where('seq', '<=', next.seq)
      .executeTakeFirst();
    if (changed !== 1n || removed.numDeletedRows !== BigInt(entries)) {
      throw new ArchiveRefused('its entries have changed meanwhile. Repeat the command');
    }
  });
}

/**
 * Makes sure that the user of the database may remove entries, before anything is written.
 * @throws ArchiveRefused
 */
export async function requireRemoval({ db }: Database): Promise<void> {
  try {
    await sql`delete from audit_entries where 1 = 0`.execute(db);
    await sql`update audit_seams set seq = seq where 1 = 0`.execute(db);
  } catch (error) {
    if ((error as { code?: unknown }).code !== DENIED) throw error;
    throw new ArchiveRefused(
      'The user in DATABASE_URL may not remove entries of the audit, as it should be for the one that serves. Run the command with the URL of the owner of the tables.',
    );
  }
}

const DENIED = '42501';
