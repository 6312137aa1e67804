import { GENESIS, type HeadSeal } from '../entry.js';
import type { Seam } from '../seam.js';
import { BrokenPart, partNames, readPart } from './archive-part.js';
import type { ArchiveStore } from './archive-store.js';

/** What was found in the archive of a tenant. */
export interface ArchiveReport {
  /** Entries that were read and are as they were written. */
  readonly entries: number;
  readonly parts: number;
  /** What is missing or not as it was written; after it, nothing before can be found. */
  readonly problem?: string;
}

/**
 * Reads the archive of a tenant from its seam back to the first entry of the chain. Each part names the one before it, and ends with the
 * hash that the part after it begins with.
 * @throws ArchiveStoreError where the store cannot be read
 */
export async function verifyArchive(
  store: ArchiveStore,
  seal: HeadSeal,
  { tenantId, firstSeq, seq, hash }: Pick<Seam, 'tenantId' | 'firstSeq' | 'seq' | 'hash'>,
): Promise<ArchiveReport> {
  let wanted: { readonly first: number; readonly last: number } | null = { first: firstSeq, last: seq };
  let end = hash;
  let [entries, parts] = [0, 0];
  while (wanted !== null) {
    const names = partNames(tenantId, wanted);
    const range = `Entries ${wanted.first} to ${wanted.last} (${store.place}/${names.entries})`;
    const [text, headText] = [await store.read(names.entries), await store.read(names.head)];
    if (!text || !headText) {
      return {
        entries,
        parts,
        problem: `${range} are missing: there is no such file, or no head beside it.`,
      };
    }
    try {
      const part = readPart(tenantId, { entries: text, head: headText }, seal);
      const { first, last, previous } = part.head;
      if (first !== wanted.first || last !== wanted.last || part.head.hash !== end) {
        return { entries, parts, problem: `${range} do not end with the entry that the chain goes on from.` };
      }
      entries += part.entries.length;
      parts += 1;
      end = part.head.prevHash;
      if (previous === null ? end !== GENESIS : previous.last !== first - 1) {
        return { entries, parts, problem: `${range} do not name the part before them.` };
      }
      wanted = previous;
    } catch (error) {
      if (!(error instanceof BrokenPart)) throw error;
      return { entries, parts, problem: `${range} are not as they were written: ${error.message}.` };
    }
  }
  return { entries, parts };
}
