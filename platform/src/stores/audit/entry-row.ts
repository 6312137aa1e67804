import type { AuditEntriesTable } from '../../database/schema.js';
import { canonicalJson } from './canonical-json.js';
import type { AuditKind, ChainedEntry } from './chained-entry.js';

/** The row of an entry. */
export const rowOf = (entry: ChainedEntry): AuditEntriesTable => ({
  tenant_id: entry.tenantId,
  seq: entry.seq,
  at: entry.at,
  kind: entry.kind,
  action: entry.action,
  actor_id: entry.actorId,
  actor_type: entry.actorType,
  connection: entry.connection,
  code: entry.code,
  request_id: entry.requestId,
  upstream_request_id: entry.upstreamRequestId,
  duration_ms: entry.durationMs,
  details: canonicalJson(entry.details),
  prev_hash: entry.prevHash,
  hash: entry.hash,
});

/** The entry in a row, whatever somebody may have made of it. */
export const entryOf = (row: AuditEntriesTable): ChainedEntry => ({
  tenantId: row.tenant_id,
  seq: row.seq,
  at: row.at,
  kind: row.kind as AuditKind,
  action: row.action,
  actorId: row.actor_id,
  actorType: row.actor_type,
  connection: row.connection,
  code: row.code,
  requestId: row.request_id,
  upstreamRequestId: row.upstream_request_id,
  durationMs: row.duration_ms,
  details: detailsOf(row.details),
  prevHash: row.prev_hash,
  hash: row.hash,
});

/** Details that are not the text that was written must not pass for it, even where they mean the same. */
function detailsOf(text: string): ChainedEntry['details'] {
  try {
    const details = JSON.parse(text) as ChainedEntry['details'];
    return canonicalJson(details) === text ? details : { unreadable: text };
  } catch {
    return { unreadable: text };
  }
}
