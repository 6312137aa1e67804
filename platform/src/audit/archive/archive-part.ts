import { createHash } from 'node:crypto';
import { GENESIS, canonicalJson, entryHash, type ChainedEntry, type HeadSeal, type Json } from '../entry.js';

const FORMAT = 'anthropic-admin-platform/audit-archive/1';

/** What a part of an archive holds: consecutive entries of one tenant. Signed, and stored beside the entries. */
export interface PartHead {
  readonly format: typeof FORMAT;
  readonly tenantId: string;
  /** Number of the first entry. */
  readonly first: number;
  /** Number of the last entry. */
  readonly last: number;
  readonly entries: number;
  /** The hash that the first entry follows. */
  readonly prevHash: string;
  /** The hash of the last entry. */
  readonly hash: string;
  /** Time of the first entry, RFC 3339. */
  readonly firstAt: string;
  /** Time of the last entry, RFC 3339. */
  readonly lastAt: string;
  /** Size of the file of entries. */
  readonly bytes: number;
  /** Of the file of entries, hexadecimal. */
  readonly sha256: string;
  /** The part before; null for the first one. */
  readonly previous: { readonly first: number; readonly last: number } | null;
}

/** The two files of a part. */
export interface PartFiles {
  readonly entries: Buffer;
  readonly head: Buffer;
}

/** The names of the files of a part, below the folder or bucket of the archive. */
export function partNames(
  tenantId: string,
  { first, last }: { readonly first: number; readonly last: number },
): Record<keyof PartFiles, string> {
  // Names of tenants may differ in case alone, or have characters that no file name has.
  const slug = tenantId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  const folder = `${slug}-${sha256(tenantId).slice(0, 24)}`;
  const range = [first, last].map((seq) => String(seq).padStart(12, '0')).join('-');
  return { entries: `${folder}/${range}.ndjson`, head: `${folder}/${range}.head.json` };
}

/** The files of consecutive entries of a tenant. The same entries always give the same files. */
export function partOf(
  entries: readonly [ChainedEntry, ...ChainedEntry[]],
  previous: PartHead['previous'],
  seal: HeadSeal,
): { readonly head: PartHead; readonly files: PartFiles } {
  const [first] = entries;
  const last = entries.at(-1) ?? first;
  const text = Buffer.from(entries.map((entry) => `${canonicalJson({ ...entry })}\n`).join(''));
  const head: PartHead = {
    format: FORMAT,
    tenantId: first.tenantId,
    first: first.seq,
    last: last.seq,
    entries: entries.length,
    prevHash: first.prevHash,
    hash: last.hash,
    firstAt: first.at,
    lastAt: last.at,
    bytes: text.length,
    sha256: sha256(text),
    previous,
  };
  const signature = seal.signatureOf('archive', { ...head });
  return { head, files: { entries: text, head: Buffer.from(`${canonicalJson({ ...head, signature })}\n`) } };
}

/** A part that is not as it was written; the message says what is wrong with it. */
export class BrokenPart extends Error {
  override readonly name = 'BrokenPart';
}

/**
 * Reads the files of a part, and verifies the signature, the digest, every hash and that each entry follows the one before.
 * @throws BrokenPart
 */
export function readPart(
  tenantId: string,
  { entries: text, head: headText }: PartFiles,
  seal: HeadSeal,
): { readonly head: PartHead; readonly entries: readonly ChainedEntry[] } {
  const head = headIn(headText, seal);
  if (head.tenantId !== tenantId) throw new BrokenPart('it is of another tenant');
  if (text.length !== head.bytes || sha256(text) !== head.sha256) {
    throw new BrokenPart('its entries are not those that its head was signed for');
  }
  const entries = text
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ChainedEntry);
  const fault = chainFault(entries, { tenantId, seq: head.first - 1, hash: head.prevHash });
  if (fault !== undefined) throw new BrokenPart(fault);
  const last = entries.at(-1);
  if (entries.length !== head.entries || last?.seq !== head.last || last.hash !== head.hash) {
    throw new BrokenPart('its head does not describe its entries');
  }
  if ((head.first === 1) !== (head.prevHash === GENESIS)) {
    throw new BrokenPart('its first entry is not the beginning of a chain');
  }
  return { head, entries };
}

function headIn(text: Buffer, seal: HeadSeal): PartHead {
  let parsed: PartHead & { readonly signature?: Json };
  try {
    parsed = JSON.parse(text.toString()) as typeof parsed;
  } catch {
    throw new BrokenPart('its head is not JSON');
  }
  const { signature, ...head } = parsed;
  if (!seal.isSigned('archive', { ...head }, signature)) {
    throw new BrokenPart('its head is not the one that was signed, or was signed under another key');
  }
  if (head.format !== FORMAT) throw new BrokenPart('it has another format than this version writes');
  return head;
}

/** What keeps entries from following a place in a chain, as a clause; undefined where they do. */
export function chainFault(
  entries: readonly ChainedEntry[],
  after: { readonly tenantId: string; readonly seq: number; readonly hash: string },
): string | undefined {
  let { seq, hash } = after;
  for (const entry of entries) {
    if (entry.seq !== seq + 1) return `entry ${seq + 1} is missing`;
    if (entry.tenantId !== after.tenantId || entryHash(entry) !== entry.hash)
      return `entry ${entry.seq} was altered`;
    if (entry.prevHash !== hash) return `entry ${entry.seq} does not follow the entry before it`;
    ({ seq, hash } = entry);
  }
  return undefined;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
