import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.js';
import { canonicalJson, type ChainHead, type HeadSeal, type Json } from '../entry.js';

const FORMAT = 'anthropic-admin-platform/audit-anchor/1';

/** Heads in a line; an installation with more tenants writes several lines. */
const HEADS_PER_LINE = 1_000;

/** The heads of chains at a moment. */
export interface Anchor {
  /** RFC 3339. */
  readonly at: string;
  readonly heads: readonly Pick<ChainHead, 'tenantId' | 'seq' | 'hash'>[];
}

/** The heads of all chains as signed lines of JSON, each with a line feed. */
export async function* anchorLines(
  db: Kysely<Schema>,
  seal: HeadSeal,
  { at, environment }: { readonly at: string; readonly environment: string },
): AsyncGenerator<{ readonly line: string; readonly heads: number }, void, undefined> {
  for (let after: string | undefined; ;) {
    const rows = await db
      .selectFrom('audit_heads')
      .select(['tenant_id', 'seq', 'hash'])
      .where('seq', '>', 0)
      .$if(after !== undefined, (query) => query.where('tenant_id', '>', after ?? ''))
      .orderBy('tenant_id')
      .limit(HEADS_PER_LINE)
      .execute();
    const heads = rows.map(({ tenant_id: tenantId, seq, hash }) => ({ tenantId, seq, hash }));
    const document = { format: FORMAT, environment, at, heads };
    const signature = seal.signatureOf('anchor', document);
    if (after === undefined || rows.length > 0) {
      yield { line: `${canonicalJson({ ...document, signature })}\n`, heads: heads.length };
    }
    if (rows.length < HEADS_PER_LINE) return;
    after = rows.at(-1)?.tenant_id;
  }
}

/** The anchor in a line; undefined where it is not one that this installation has signed. */
export function anchorIn(line: string, seal: HeadSeal): Anchor | undefined {
  try {
    const { signature, ...document } = JSON.parse(line) as Record<string, Json>;
    if (document['format'] !== FORMAT || !seal.isSigned('anchor', document, signature)) return undefined;
    return document as unknown as Anchor;
  } catch {
    return undefined;
  }
}
