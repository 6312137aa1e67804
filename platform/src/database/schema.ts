/**
 * The tables. Both databases keep the same values in them: times as RFC 3339 text in UTC with milliseconds, which
 * sorts as time does; documents as JSON text; bytes as bytes.
 */
export interface Schema {
  readonly connections: ConnectionsTable;
  readonly idempotency_keys: IdempotencyKeysTable;
  readonly audit_entries: AuditEntriesTable;
  readonly audit_heads: AuditHeadsTable;
  readonly leases: LeasesTable;
  readonly action_switches: ActionSwitchesTable;
  readonly limiter_keys: LimiterKeysTable;
  readonly limiter_slots: LimiterSlotsTable;
  readonly throttle_counts: ThrottleCountsTable;
  readonly portal_sessions: PortalSessionsTable;
  readonly sign_in_codes: SignInCodesTable;
}

/** A connection of a tenant and its encrypted key; without a wrapped key it is deleted, whatever else it says. */
export interface ConnectionsTable {
  readonly id: string;
  readonly tenant_id: string;
  readonly connector: string;
  readonly name: string;
  readonly state: string;
  readonly revision: number;
  readonly organization_id: string | null;
  readonly organization_name: string | null;
  readonly key_preview: string;
  readonly saved_by: string;
  readonly saved_at: string;
  readonly checked_at: string | null;
  readonly used_at: string | null;
  /** JSON. */
  readonly problem: string | null;
  readonly format: number | null;
  readonly key_id: string | null;
  readonly wrapped_key: Uint8Array | null;
  readonly payload: Uint8Array | null;
  readonly fingerprint: Uint8Array | null;
}

/** A write that must happen once; without an outcome it is under way, or was cut off. */
export interface IdempotencyKeysTable {
  readonly tenant_id: string;
  readonly key: string;
  readonly fingerprint: string;
  /** The process that sends the write. */
  readonly owner: string;
  /** Until when its owner is believed to be alive. */
  readonly leased_until: string;
  readonly expires_at: string;
  /** JSON. */
  readonly outcome: string | null;
}

/** One entry of a tenant's audit. The database refuses to change or remove it. */
export interface AuditEntriesTable {
  readonly tenant_id: string;
  /** Counts from 1 in each tenant. */
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly action: string;
  readonly actor_id: string | null;
  readonly actor_type: string | null;
  readonly connection: string | null;
  readonly code: string | null;
  readonly request_id: string | null;
  readonly upstream_request_id: string | null;
  readonly duration_ms: number | null;
  /** JSON. */
  readonly details: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/** How far a tenant's audit has come: the entry that nothing may follow but the next one. */
export interface AuditHeadsTable {
  readonly tenant_id: string;
  readonly seq: number;
  readonly hash: string;
  /** HMAC over the three, so that the end of a chain cannot be cut off or written anew. */
  readonly mac: string | null;
}

/** Work that one process at a time does: whoever holds it does it, and anybody may once the time is up. */
export interface LeasesTable {
  readonly name: string;
  /** The process. */
  readonly holder: string;
  readonly held_until: string;
}

/** Something that a tenant has switched off; what has no row is on. */
export interface ActionSwitchesTable {
  readonly tenant_id: string;
  readonly connector: string;
  /** Id of an action, or `*` for everything that writes. */
  readonly switched_off: string;
  readonly changed_by: string;
  readonly changed_at: string;
}

/** How far the slots of an organization have been given away. Times are epoch milliseconds of the database's clock. */
export interface LimiterKeysTable {
  readonly key: string;
  /** Number of the last slot; they count from 1. */
  readonly last_slot: number;
  readonly last_at: number;
  /** No slot comes before. */
  readonly paused_until: number;
}

/** A slot that has been given away. As many are kept as fit into a window. */
export interface LimiterSlotsTable {
  readonly key: string;
  readonly slot: number;
  readonly at: number;
}

/** How many requests somebody has made; nothing of who that is can be read from the key. */
export interface ThrottleCountsTable {
  readonly key: string;
  readonly points: number;
  /** Until when they count, epoch milliseconds. */
  readonly expire: number | null;
}

/** A code of a sign-in link that nobody has opened yet, under the SHA-256 of it. */
export interface SignInCodesTable {
  readonly hash: string;
  /** JSON: who it signs in. */
  readonly principal: string;
  readonly expires_at: string;
  /** HMAC over the three, so that a row that somebody has written by hand lets nobody in. */
  readonly mac: string;
}

/** Somebody who is signed in on the portal, under the SHA-256 of the cookie. */
export interface PortalSessionsTable extends SignInCodesTable {
  /** When it ends if nothing is asked until then. */
  readonly idle_at: string;
}

/** The time as the tables keep it, `later` milliseconds after `now` (epoch milliseconds). */
export const moment = (now: number, later = 0): string => new Date(now + later).toISOString();
