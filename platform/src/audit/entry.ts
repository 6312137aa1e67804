import { createHash } from 'node:crypto';
import type { AuditEntriesTable } from '../database/schema.js';

/** What an entry tells of: a write about to be sent, a finished invocation, an event of a credential, a setting, or a session. */
export type AuditKind = 'intent' | 'invocation' | 'credential' | 'setting' | 'session';

/** JSON, as far as it goes. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Something that happened, before it has its place in the chain. */
export interface AuditFacts {
  readonly tenantId: string;
  readonly kind: AuditKind;
  /** Id of an action, or `connections.<event>`. */
  readonly action: string;
  readonly actorId: string | null;
  readonly actorType: string | null;
  readonly connection: string | null;
  /** `ok` or an error code; null while it is only intended. */
  readonly code: string | null;
  readonly requestId: string | null;
  readonly upstreamRequestId: string | null;
  readonly durationMs: number | null;
  /** The input without its secrets, and what else there is to know. */
  readonly details: { readonly [name: string]: Json };
}

/** An entry in its place. Its hash is the SHA-256 over all the rest as canonical JSON. */
export interface ChainedEntry extends AuditFacts {
  /** Counts from 1 in each tenant. */
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  /** The hash of the entry before. */
  readonly prevHash: string;
  readonly hash: string;
}

/** How far a chain has come. */
export interface ChainHead {
  readonly tenantId: string;
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry of a chain follows. */
export const GENESIS = '0'.repeat(64);

/** JSON without blanks and with sorted names: one text for one value, and the one that `jq -cS` prints. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${fields.join(',')}}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

/** The hash that an entry must have: SHA-256 over everything else in it. */
export function entryHash(entry: Omit<ChainedEntry, 'hash'> & { readonly hash?: string }): string {
  const { hash: _own, ...rest } = entry;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

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
