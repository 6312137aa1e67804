import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.js';
import type { HeadSeal } from '../entry.js';
import { openRegular } from '../../config/regular-file.js';
import { readHead } from '../read-chain.js';
import { readSeam } from '../seam.js';
import { anchorIn, type Anchor } from './anchor.js';
import { lastAnchor } from './anchors.js';

/** How the chains of today differ from those that were anchored. */
export interface AnchorReport {
  readonly lines: number;
  /** Heads that were compared; equal ones of one tenant count once. */
  readonly compared: number;
  /** Heads whose entries are archived, so there is nothing in the database to compare them with. */
  readonly archived: number;
  readonly findings: readonly AnchorFinding[];
}

/** A tenant whose chain is not the one that was anchored, or a line that is not an anchor of this installation. */
export interface AnchorFinding {
  readonly tenantId?: string;
  readonly message: string;
}

const MAX_FINDINGS = 100;

/**
 * Compares every anchor in a file with the chains in the database. Of a tenant the first difference is named.
 * @throws Error of the system where the file cannot be read
 */
export async function compareAnchors(
  db: Kysely<Schema>,
  seal: HeadSeal,
  path: string,
  only?: string,
): Promise<AnchorReport> {
  const findings: AnchorFinding[] = [];
  const named = new Set<string>();
  const known = new Map<string, string>();
  let [lines, compared, archived] = [0, 0, 0];
  let newest = { at: '', heads: 0 };
  for await (const line of createInterface({
    input: createReadStream(path, { fd: openRegular(path).fd }),
    crlfDelay: Infinity,
  })) {
    lines += 1;
    const anchor = anchorIn(line, seal);
    if (!anchor && findings.length < MAX_FINDINGS) {
      findings.push({
        message: `Line ${lines} is not an anchor of this installation: it was cut off, altered, or signed under another key.`,
      });
    }
    if (anchor && anchor.at >= newest.at) {
      const before = anchor.at === newest.at ? newest.heads : 0;
      newest = { at: anchor.at, heads: before + anchor.heads.length };
    }
    for (const head of anchor?.heads ?? []) {
      const { tenantId, seq, hash } = head;
      const isKnown = known.get(tenantId) === `${seq} ${hash}`;
      if (isKnown || named.has(tenantId) || (only !== undefined && tenantId !== only)) continue;
      known.set(tenantId, `${seq} ${hash}`);
      compared += 1;
      const result = await compare(db, seal, head, anchor?.at ?? '');
      if (result === 'archived') archived += 1;
      else if (result !== undefined) {
        named.add(tenantId);
        if (findings.length < MAX_FINDINGS) findings.push({ tenantId, message: result });
      }
    }
  }
  const lack = await lackOf(db, newest);
  return {
    lines,
    compared,
    archived,
    findings: lack === undefined ? findings : [{ message: lack }, ...findings],
  };
}

/** What the end of a file of anchors lacks, as a sentence: lines that were removed there leave no trace in it. */
async function lackOf(
  db: Kysely<Schema>,
  newest: { readonly at: string; readonly heads: number },
): Promise<string | undefined> {
  if (newest.at === '') return 'The file has no anchor of this installation.';
  const { anchored_at: at, heads } = (await lastAnchor({ db })) ?? {};
  if (!at || newest.at > at) return undefined;
  const last = `The last anchor was written at ${at}, with ${heads ?? 0} heads`;
  if (newest.at < at)
    return `${last}; the newest in the file is of ${newest.at}: lines were removed, or it is an old copy.`;
  return newest.heads < (heads ?? 0)
    ? `${last}; the file has ${newest.heads} of them: lines were removed.`
    : undefined;
}

/** What is wrong with the chain of a head, as a sentence. */
async function compare(
  db: Kysely<Schema>,
  seal: HeadSeal,
  { tenantId, seq, hash }: Anchor['heads'][number],
  at: string,
): Promise<string | undefined> {
  const then = `At ${at} the audit ended with entry ${seq}`;
  const [now, seam] = [await readHead(db, tenantId), await readSeam(db, seal, tenantId)];
  if (!now) return `${then}; now there is none: the audit of the tenant was removed.`;
  if (now.seq < seq) return `${then}; now it ends with entry ${now.seq}: it was rolled back.`;
  if (seam?.isWhole && seam.seq > seq) return 'archived';
  const row = await db
    .selectFrom('audit_entries')
    .select('hash')
    .where('tenant_id', '=', tenantId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  const found = seam?.isWhole && seam.seq === seq ? seam.hash : row?.hash;
  if (found === undefined) return `${then}, which is missing.`;
  return found === hash ? undefined : `${then}; now that is another entry: the audit was rewritten.`;
}
