/** What an entry tells of. */
export type AuditKind = 'intent' | 'invocation' | 'credential' | 'setting' | 'session';

/** An entry of the audit, as the platform keeps it. */
export interface AuditEntry {
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  readonly kind: AuditKind;
  readonly action: string;
  readonly actorId: string | null;
  readonly actorType: string | null;
  readonly connection: string | null;
  /** `ok`, an error code, or null for a write that is about to be sent. */
  readonly code: string | null;
  readonly requestId: string | null;
  readonly upstreamRequestId: string | null;
  readonly durationMs: number | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly prevHash: string;
  readonly hash: string;
}

/** A page of entries, the newest first. */
export interface AuditPage {
  readonly data: readonly AuditEntry[];
  readonly page: { readonly hasMore: boolean; readonly next: { readonly cursor: string } | null };
}

/** Whether the chain is as it was written. */
export interface AuditVerdict {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly problems?: readonly { readonly kind: string; readonly seq: number; readonly message: string }[];
}
