import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.js';
import { type HeadSeal, GENESIS, entryHash, type ChainedEntry, type ChainHead } from './entry.js';
import { readChain, readHead, slices } from './read-chain.js';
import { isReseal, readSeam, type Seam } from './seam.js';

/** The findings about a tenant's chain; none for an intact one. */
export interface ChainReport {
  readonly tenantId: string;
  /** Entries read. */
  readonly entries: number;
  /** The head of the chain; null if it has none. */
  readonly head: Pick<ChainHead, 'seq' | 'hash'> | null;
  readonly findings: readonly ChainFinding[];
  /** Up to where the chain is archived, which is where the reading began; undefined where it is not. */
  readonly archived?: Seam;
  /** Entries with which the chain went on although its head could not be authenticated; undefined where there are none. */
  readonly reseals?: readonly number[];
}

const MAX_FINDINGS = 100;

/** How far from its place a moved entry is searched for. */
const REACH = 500;

/**
 * Reads a tenant's chain from its first entry, or from the seam after which it is not archived, to its head, and names every place
 * where it is not as it was written.
 * @param signal - ends the reading between two entries.
 * @throws the signal's reason once it is aborted.
 */
export async function verifyChain(
  db: Kysely<Schema>,
  seal: HeadSeal,
  tenantId: string,
  signal?: AbortSignal,
): Promise<ChainReport> {
  for (;;) {
    const seam = await readSeam(db, seal, tenantId);
    const report = await readThrough(db, seal, tenantId, seam, signal);
    // Entries that were archived during the reading look removed.
    const moved = report.findings.length > 0 && (await readSeam(db, seal, tenantId))?.seq !== seam?.seq;
    if (!moved) return report;
  }
}

async function readThrough(
  db: Kysely<Schema>,
  seal: HeadSeal,
  tenantId: string,
  seam: Awaited<ReturnType<typeof readSeam>>,
  signal?: AbortSignal,
): Promise<ChainReport> {
  const head = await readHead(db, tenantId);
  const begins = seam?.isWhole ? seamIn(seam) : undefined;
  const report = (entries: number, findings: readonly ChainFinding[]): ChainReport => ({
    tenantId,
    entries,
    head: head ? { seq: head.seq, hash: head.hash } : null,
    findings,
    ...(begins && { archived: begins }),
    ...(reseals.length > 0 && { reseals }),
  });
  const reseals: number[] = [];
  const last = head?.seq ?? Number.MAX_SAFE_INTEGER;
  const findings: ChainFinding[] = seam && !begins ? [found.seamAltered(seam.seq)] : [];
  let entries = 0;
  let before: Read = begins ? { ...begins, whole: true } : { seq: 0, hash: GENESIS, whole: true };
  const breathe = slices();
  for await (const entry of readChain(db, tenantId, last)) {
    signal?.throwIfAborted();
    entries += 1;
    await breathe();
    const finding = await judge(before, entry, breathe);
    if (entry.seq > before.seq + 1) findings.push(found.removed(before.seq + 1, entry.seq - 1));
    if (finding) findings.push(finding);
    else if (isReseal(entry)) reseals.push(entry.seq);
    if (findings.length >= MAX_FINDINGS) return report(entries, findings);
    before = { seq: Math.max(entry.seq, before.seq), hash: entry.hash, whole: finding?.seq !== entry.seq };
  }
  if (!head) return report(entries, entries === 0 && !seam ? findings : [...findings, found.noHead()]);
  if (before.seq < head.seq) findings.push(found.removed(before.seq + 1, head.seq));
  else if (before.whole && before.hash !== head.hash) findings.push(found.rewritten(head.seq));
  if (!seal.isWhole(head, head.seal)) findings.push(found.headAltered(head.seq));
  return report(entries, [...findings, ...(await beyondHead(db, tenantId))]);
}

const seamIn = ({ isWhole: _, ...seam }: Seam & { readonly isWhole: boolean }): Seam => seam;

interface Read {
  readonly seq: number;
  readonly hash: string;
  readonly whole: boolean;
}

async function judge(
  before: Read,
  entry: ChainedEntry,
  breathe: () => Promise<void>,
): Promise<ChainFinding | undefined> {
  if (entry.seq <= before.seq) return found.inserted(entry.seq);
  if (entryHash(entry) !== entry.hash) {
    const home = await homeOf(entry, breathe);
    return home === undefined ? found.altered(entry.seq) : found.reordered(entry.seq, home);
  }
  const follows = entry.seq !== before.seq + 1 || !before.whole || entry.prevHash === before.hash;
  return follows ? undefined : found.rewritten(before.seq);
}

/** The original place of an entry that was moved over a short distance. */
async function homeOf(entry: ChainedEntry, breathe: () => Promise<void>): Promise<number | undefined> {
  for (let distance = 1; distance <= REACH; distance += 1) {
    await breathe();
    const home = [entry.seq - distance, entry.seq + distance].find(
      (seq) => entryHash({ ...entry, seq }) === entry.hash,
    );
    if (home !== undefined) return home;
  }
  return undefined;
}

/** Entries that were added during the reading are before the new head; any entry after it was never written. */
async function beyondHead(db: Kysely<Schema>, tenantId: string): Promise<ChainFinding[]> {
  const row = await db
    .selectFrom('audit_entries as entry')
    .innerJoin('audit_heads as head', 'head.tenant_id', 'entry.tenant_id')
    .select('entry.seq')
    .where('entry.tenant_id', '=', tenantId)
    .whereRef('entry.seq', '>', 'head.seq')
    .orderBy('entry.seq')
    .executeTakeFirst();
  return row ? [found.inserted(row.seq)] : [];
}

/** How a chain was changed. */
export type ChainFindingKind = 'altered' | 'removed' | 'reordered' | 'inserted' | 'head' | 'seam';

/** One changed place of a chain. */
export interface ChainFinding {
  readonly kind: ChainFindingKind;
  /** The entry; the first one if several are missing. */
  readonly seq: number;
  readonly message: string;
}

/** The message for each kind of finding. */
export const found = {
  altered: (seq: number): ChainFinding => ({
    kind: 'altered',
    seq,
    message: `Entry ${seq} was altered: its content does not match its hash.`,
  }),
  rewritten: (seq: number): ChainFinding => ({
    kind: 'altered',
    seq,
    message: `Entry ${seq} was written again: what comes after it was chained to another one.`,
  }),
  reordered: (seq: number, home: number): ChainFinding => ({
    kind: 'reordered',
    seq,
    message: `Entry ${seq} was moved: it was written as entry ${home}.`,
  }),
  removed: (first: number, last: number): ChainFinding => ({
    kind: 'removed',
    seq: first,
    message: first === last ? `Entry ${first} was removed.` : `Entries ${first} to ${last} were removed.`,
  }),
  inserted: (seq: number): ChainFinding => ({
    kind: 'inserted',
    seq,
    message: `Entry ${seq} was inserted: the chain is shorter, or begins after it.`,
  }),
  noHead: (): ChainFinding => ({
    kind: 'head',
    seq: 0,
    message: 'The head of the chain was removed, so it is unknown how many entries there were.',
  }),
  seamAltered: (seq: number): ChainFinding => ({
    kind: 'seam',
    seq,
    message: `The seam, which says that the entries up to ${seq} are archived, is not one that was written, or was written under another key.`,
  }),
  headAltered: (seq: number): ChainFinding => ({
    kind: 'head',
    seq,
    message: `The head of the chain, which says that it ends with entry ${seq}, is not the one that was written, or was written under another key.`,
  }),
};
