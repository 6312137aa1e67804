import { createHash, type KeyObject } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { Fingerprinter } from 'anthropic-admin-connector';
import type { AuditEntriesTable } from '../database/schema.js';
import { hmac, sameText, sealingKey } from '../security/seal.js';
import { PersonKeys } from './persons/person-keys.js';

/**
 * The kind of an entry: a write about to be sent, a finished invocation, an event of a credential, a setting, or a
 * session.
 */
export type AuditKind = 'intent' | 'invocation' | 'credential' | 'setting' | 'session';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** An event before it has its place in the chain. */
export interface AuditFacts {
  readonly tenantId: string;
  readonly kind: AuditKind;
  /** Id of an action, or `connections.<event>`. */
  readonly action: string;
  readonly actorId: string | null;
  readonly actorType: string | null;
  readonly connection: string | null;
  /** `ok` or an error code; null for an intent. */
  readonly code: string | null;
  readonly requestId: string | null;
  readonly upstreamRequestId: string | null;
  readonly durationMs: number | null;
  /** The input without its secrets, and further details. */
  readonly details: { readonly [name: string]: Json };
  /** Texts in the details that name persons, beside e-mail addresses; they are not stored as such. */
  readonly persons?: readonly string[];
  /** The entry of the intent that this one is the outcome of; of such an intent its own. */
  readonly intent?: number;
}

/** An entry in its place. Its hash is the SHA-256 over all the rest as canonical JSON. */
export interface ChainedEntry extends Omit<AuditFacts, 'persons'> {
  /** Starts at 1 for each tenant. */
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  /** The hash of the previous entry. */
  readonly prevHash: string;
  readonly hash: string;
}

/** The end of a chain. */
export interface ChainHead {
  readonly tenantId: string;
  readonly seq: number;
  readonly hash: string;
}

/** `prevHash` of the first entry of a chain. */
export const GENESIS = '0'.repeat(64);

/** JSON without whitespace and with sorted names: one text per value, the same as `jq -cS` prints. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${fields.join(',')}}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);

/** The hash that an entry must have: SHA-256 of all its other fields. */
export function entryHash(entry: Omit<ChainedEntry, 'hash'> & { readonly hash?: string }): string {
  const { hash: _own, ...rest } = entry;
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/** The row of an entry. */
export const rowOf = (entry: ChainedEntry): Insertable<AuditEntriesTable> => ({
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
  intent: entry.intent ?? null,
});

/** The entry in a row, which may have been tampered with. */
export const entryOf = (row: Omit<Selectable<AuditEntriesTable>, 'run'>): ChainedEntry => ({
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
  ...(row.intent !== null && { intent: row.intent }),
});

/** Details in another spelling must not verify, even if they have the same value. */
function detailsOf(text: string): ChainedEntry['details'] {
  try {
    const details = JSON.parse(text) as ChainedEntry['details'];
    return canonicalJson(details) === text ? details : { unreadable: text };
  } catch {
    return { unreadable: text };
  }
}

/** What is signed beside heads. */
export type SignedPurpose = 'seam' | 'archive' | 'anchor';

const KEY_PURPOSE = 'anthropic-admin-platform/audit-seal/1';
const PERSONS_PURPOSE = 'anthropic-admin-platform/audit-persons/1';
const SEAL_PURPOSE = 'anthropic-admin-platform/audit-head/1';

/**
 * Seals the heads of chains: without the key, write access to the database is not enough to cut off or rewrite a
 * chain.
 */
export class HeadSeal {
  readonly #key: KeyObject | undefined;

  /**
   * @param key - heads are not sealed without one.
   * @param persons - the keys of persons; entries hold names and addresses as they are without them.
   */
  constructor(
    key?: KeyObject,
    readonly persons?: PersonKeys,
  ) {
    this.#key = key;
  }

  /** The seal of an installation, by a key derived from its fingerprint key. */
  static from(fingerprinter: Fingerprinter): HeadSeal {
    return new HeadSeal(
      sealingKey(fingerprinter, KEY_PURPOSE),
      new PersonKeys(sealingKey(fingerprinter, PERSONS_PURPOSE)),
    );
  }

  /** The seal of a head; null without a key. */
  sealOf({ tenantId, seq, hash }: ChainHead): string | null {
    return this.#key ? hmac(this.#key, canonicalJson([SEAL_PURPOSE, tenantId, seq, hash])) : null;
  }

  /** The signature of a document of the audit that is not a head; null without a key. */
  signatureOf(purpose: SignedPurpose, document: Json): string | null {
    return this.#key
      ? hmac(this.#key, canonicalJson([`anthropic-admin-platform/audit-${purpose}/1`, document]))
      : null;
  }

  /** Whether a signature is the one of a document. */
  isSigned(purpose: SignedPurpose, document: Json, signature: unknown): boolean {
    const expected = this.signatureOf(purpose, document);
    return expected === null || (typeof signature === 'string' && sameText(signature, expected));
  }

  /** Whether the seal of a head is valid. */
  isWhole(head: ChainHead, seal: string | null): boolean {
    const expected = this.sealOf(head);
    if (expected === null) return true;
    return seal !== null && sameText(seal, expected);
  }
}
