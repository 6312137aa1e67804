import type { Generated, GeneratedAlways } from 'kysely';

/**
 * The tables. Both databases store the same values: times as RFC 3339 text in UTC with milliseconds, which sorts by
 * time; documents as JSON text; bytes as bytes.
 */
export interface Schema {
  readonly connections: ConnectionsTable;
  readonly record_heads: RecordHeadsTable;
  readonly idempotency_keys: IdempotencyKeysTable;
  readonly audit_entries: AuditEntriesTable;
  readonly audit_heads: AuditHeadsTable;
  readonly audit_seams: AuditSeamsTable;
  readonly audit_anchors: AuditAnchorsTable;
  readonly audit_keys: AuditKeysTable;
  readonly audit_erasures: AuditErasuresTable;
  readonly leases: LeasesTable;
  readonly check_stops: CheckStopsTable;
  readonly action_switches: ActionSwitchesTable;
  readonly key_use_counts: KeyUseCountsTable;
  readonly limiter_keys: LimiterKeysTable;
  readonly limiter_slots: LimiterSlotsTable;
  readonly throttle_counts: ThrottleCountsTable;
  readonly portal_sessions: PortalSessionsTable;
  readonly sign_in_codes: SignInCodesTable;
  readonly token_revocations: TokenRevocationsTable;
  readonly key_checks: KeyChecksTable;
  readonly sealed_sets: SealedSetsTable;
  readonly tenants: TenantsTable;
  readonly policy_sets: PolicySetsTable;
  readonly approvals: ApprovalsTable;
  readonly notice_targets: NoticeTargetsTable;
  readonly notices: NoticesTable;
  readonly access_reviews: AccessReviewsTable;
  readonly access_review_rows: AccessReviewRowsTable;
  readonly ledger_syncs: LedgerSyncsTable;
  readonly ledger_states: LedgerStatesTable;
  readonly ledger_actors: LedgerActorsTable;
  readonly ledger_combinations: LedgerCombinationsTable;
  readonly ledger_cells: LedgerCellsTable;
  readonly service_tokens: ServiceTokensTable;
  readonly service_token_uses: ServiceTokenUsesTable;
}

/**
 * A connection of a tenant and its encrypted key; without a wrapped key it is deleted, whatever its other columns
 * contain.
 */
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
  /** JSON: what the key may be used for; null for everything. */
  readonly key_use: string | null;
}

/** The calls of a connection on a day, where it has a limit for them. */
export interface KeyUseCountsTable {
  readonly tenant_id: string;
  readonly connector: string;
  readonly name: string;
  /** In the time zone of its policy, such as `2026-11-30`. */
  readonly day: string;
  readonly calls: number;
}

/** What the records of a tenant are now: its head, and a shard for every few of its records. */
export interface RecordHeadsTable {
  readonly tenant_id: string;
  /** -1 for the head. */
  readonly shard: number;
  /** Grows with each change of a record. */
  readonly version: number;
  /** JSON: of a shard, a tag of each record that has a key, by connection; of the head, the version of each shard. */
  readonly entries: string;
  /** HMAC of the others, so an old record put back is not accepted. */
  readonly mac: string | null;
}

/** A write that must happen once; without an outcome it is in progress or was interrupted. */
export interface IdempotencyKeysTable {
  readonly tenant_id: string;
  readonly key: string;
  readonly fingerprint: string;
  /** The process that sends the write. */
  readonly owner: string;
  /** Until when its owner counts as alive. */
  readonly leased_until: string;
  readonly expires_at: string;
  /** SHA-256 of who invoked, for the share of each subject. */
  readonly subject: string | null;
  /** JSON. */
  readonly outcome: string | null;
  /** Of the outcome. */
  readonly bytes: number | null;
  /** HMAC of the outcome and of what it is the outcome of, so one written by hand is not returned as the API's. */
  readonly mac: string | null;
}

/** One entry of a tenant's audit. The database refuses to change or remove it. */
export interface AuditEntriesTable {
  readonly tenant_id: string;
  /** Starts at 1 for each tenant. */
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
  /** The entry of the intent that this one is the outcome of; of such an intent its own. Null for all others. */
  readonly intent: number | null;
  /** `dry_run` or `repeat`, null for all others; derived by the database. */
  readonly run: GeneratedAlways<string | null>;
}

/** Up to where the audit of a tenant is archived: the last entry that was removed from the table. */
export interface AuditSeamsTable {
  readonly tenant_id: string;
  /** The first entry of the last part of the archive. */
  readonly first_seq: number;
  readonly seq: number;
  readonly hash: string;
  readonly last_at: string;
  readonly archived_at: string;
  /** The folder or bucket of the last part. */
  readonly place: string;
  /** HMAC of the others: an invented seam is found. */
  readonly mac: string | null;
}

/** The last time that the heads of all audits were written outside. */
export interface AuditAnchorsTable {
  readonly name: string;
  readonly tried_at: string;
  readonly anchored_at: string | null;
  readonly heads: number | null;
  /** Why the last try failed. */
  readonly problem: string | null;
}

/** The head of a tenant's audit: its last entry. */
export interface AuditHeadsTable {
  readonly tenant_id: string;
  readonly seq: number;
  readonly hash: string;
  /** HMAC of the other three, so the end of a chain cannot be cut off or rewritten. */
  readonly mac: string | null;
  /** How often persons of this tenant were erased: what a process knows of them is out of date then. */
  readonly erasures: Generated<number>;
}

/** The key under which entries of a tenant hold what names a person. Deleting the row erases that from all of them. */
export interface AuditKeysTable {
  readonly tenant_id: string;
  /** Random; entries have it in place of the person. */
  readonly id: string;
  /** HMAC of what names the person, by which it is found. */
  readonly lookup: string;
  /** The key, encrypted under the key of the tenant; base64url. */
  readonly wrapped_key: string;
  /** What names the person, encrypted under that key, for searches of a part of it; base64url. */
  readonly name: string;
}

/** A person whose key was deleted on purpose. */
export interface AuditErasuresTable {
  readonly tenant_id: string;
  /** The id in the entries. */
  readonly id: string;
  readonly erased_at: string;
}

/** Work that one process at a time does: the holder, and any process once the lease has expired. */
export interface LeasesTable {
  readonly name: string;
  /** The process. */
  readonly holder: string;
  readonly held_until: string;
}

/** The last round of key checks that was stopped, until a later one ends well. */
export interface CheckStopsTable {
  readonly name: string;
  readonly stopped_at: string;
  readonly paused_until: string;
  readonly refused: number;
  readonly connections: number;
}

/** Something that a tenant has disabled; without a row it is enabled. */
export interface ActionSwitchesTable {
  readonly tenant_id: string;
  readonly connector: string;
  /** Id of an action, or `*` for all writes. */
  readonly switched_off: string;
  readonly changed_by: string;
  readonly changed_at: string;
}

/** The last slot of an organization that was granted. Times are epoch milliseconds of the database's clock. */
export interface LimiterKeysTable {
  readonly key: string;
  /** Number of the last slot; they count from 1. */
  readonly last_slot: number;
  readonly last_at: number;
  /** No slot is earlier. */
  readonly paused_until: number;
}

/** A granted slot. As many are kept as fit into a window, and all that lie in the future. */
export interface LimiterSlotsTable {
  readonly key: string;
  readonly slot: number;
  readonly at: number;
  /** SHA-256 of who was granted it. */
  readonly subject: string | null;
}

/** The number of requests of a subject or tenant; the key does not reveal which. */
export interface ThrottleCountsTable {
  readonly key: string;
  readonly points: number;
  /** When the count expires, epoch milliseconds. */
  readonly expire: number | null;
}

/** The unused code of a sign-in link, by its SHA-256. */
export interface SignInCodesTable {
  readonly hash: string;
  /** JSON of the principal that it signs in. */
  readonly principal: string;
  readonly expires_at: string;
  /** HMAC of the other three, so a row written by hand signs no one in. */
  readonly mac: string;
}

/** A session of the portal, by the SHA-256 of its cookie. */
export interface PortalSessionsTable extends SignInCodesTable {
  /** When it ends without further requests. */
  readonly idle_at: string;
}

/** Tokens that are refused before they expire: one, or all that were issued to a subject or a tenant until then. */
export interface TokenRevocationsTable {
  readonly tenant_id: string;
  readonly kind: 'token' | 'subject' | 'tenant';
  /** The `jti` or `sub`; empty for a tenant. */
  readonly value: string;
  readonly revoked_at: string;
  /** The subject that revoked it; null for the operator. */
  readonly revoked_by: string | null;
}

/** What tells whether a keyring is the one of this database. */
export interface KeyChecksTable {
  readonly name: string;
  /** HMAC of the name under a key of the keyring. */
  readonly mac: string;
}

/** A part of a set that other tables must agree with. */
export interface SealedSetsTable {
  readonly name: string;
  readonly shard: number;
  /** Grows with each change. */
  readonly version: number;
  /** JSON: a value of each member, by its digest. */
  readonly entries: string;
  /** HMAC of the others, so what is put back is not accepted. */
  readonly mac: string | null;
}

/** What the operator has set for a tenant; without a row it is enabled, with the limits of all. */
export interface TenantsTable {
  readonly tenant_id: string;
  /** Grows with each change. */
  readonly version: number;
  readonly state: 'enabled' | 'disabled';
  /** Why it is disabled, in the operator's words. */
  readonly reason: string | null;
  /** Requests to the platform per minute; null for the limit of all. */
  readonly throttle_per_minute: number | null;
  /** Requests to the API per minute; null for all that its organization allows. */
  readonly budget_per_minute: number | null;
  readonly changed_at: string;
  /** HMAC of the others, so a row written by hand enables no tenant. */
  readonly mac: string;
}

/** A version of the policies of a tenant. Which one is in force is in the sealed set `policies`. */
export interface PolicySetsTable {
  readonly tenant_id: string;
  /** Starts at 1 for each tenant; 0 is what the platform ships. */
  readonly version: number;
  /** Cedar. */
  readonly text: string;
  /** Of hours and days in the policies, by its name of IANA. */
  readonly time_zone: string;
  readonly reason: string;
  readonly created_by: string;
  readonly created_at: string;
  /** HMAC of the others but for who created it, who may be erased. */
  readonly mac: string;
}

/** An approval of one call. Those that may still be used or decided are also in a sealed set. */
export interface ApprovalsTable {
  readonly id: string;
  readonly tenant_id: string;
  /** Id of the actor that asks. */
  readonly requester: string;
  /** HMAC of the call: its requester, action, connection and input. */
  readonly call_key: string;
  /** The same where a repeat of the call finds this approval; null once it is over. */
  readonly open_key: string | null;
  readonly state: string;
  /** Grows with each change. */
  readonly version: number;
  readonly connector: string;
  readonly action: string;
  readonly connection: string;
  readonly created_at: string;
  readonly changed_at: string;
  /** Until when it may be decided or, once it is approved, used. */
  readonly expires_at: string;
  /** Until when the process that applies it counts as alive. */
  readonly leased_until: string | null;
  /** JSON. */
  readonly body: string;
  /** HMAC of the others but the lease, so a row written by hand approves nothing. */
  readonly mac: string | null;
}

/** Where notices of a tenant go. */
export interface NoticeTargetsTable {
  readonly id: string;
  readonly tenant_id: string;
  readonly kind: 'webhook' | 'slack' | 'email';
  /** What may be shown of it: a host, or addresses. */
  readonly shown: string;
  /** JSON: the events that it is notified of; empty for all. */
  readonly events: string;
  readonly created_at: string;
  readonly created_by: string;
  /** Its URL and secret or addresses, encrypted and bound to the other columns. */
  readonly sealed: string;
}

/** A notice that waits to be sent, was sent, or was given up. */
export interface NoticesTable {
  readonly id: string;
  readonly tenant_id: string;
  readonly target: string;
  readonly event: string;
  /** JSON. */
  readonly payload: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly attempts: number;
  readonly created_at: string;
  /** When it is tried next; of one that is over when it was. */
  readonly next_at: string;
  readonly problem: string | null;
}

/** A review of who has access to the organization of a connection. */
export interface AccessReviewsTable {
  readonly id: string;
  readonly tenant_id: string;
  readonly connector: string;
  readonly connection: string;
  readonly organization_id: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly row_count: number;
  /** JSON: its title, over how many days activity was read, and what could not be read. */
  readonly body: string;
  /** HMAC of the others. */
  readonly mac: string;
}

/** A row of an access review, numbered from 1 without a gap. */
export interface AccessReviewRowsTable {
  readonly review_id: string;
  readonly row_number: number;
  /** JSON: who or what has access, and why it is reviewed. */
  readonly body: string;
  /** What was decided; null where nothing was. */
  readonly decided: 'keep' | 'remove' | 'later' | null;
  /** JSON: the decision with its note, who decided and when. */
  readonly decision: string | null;
  /** HMAC of the others, so a decision written by hand is none. */
  readonly mac: string;
}

/** The spend ledger of a connection. Times of the ledger are epoch milliseconds of the database's clock. */
export interface LedgerSyncsTable {
  /** Its number. */
  readonly ledger: number;
  readonly tenant_id: string;
  readonly connector: string;
  readonly name: string;
  /** `off`: somebody has switched it off; `gone`: its rows are being removed. */
  readonly state: 'on' | 'off' | 'gone';
  /** Whose spend it keeps; null until the first sync. */
  readonly organization_id: string | null;
  readonly created_at: number;
  /** The sync that may write: a later one ends it. */
  readonly run: string | null;
  /** The last moment that was given to a version; they only grow. */
  readonly moment: number;
  /** How many versions of cells were written. */
  readonly versions: number;
  /** No sync begins earlier. */
  readonly next_at: number;
  /** When the last sync has ended well. */
  readonly synced_at: number | null;
  /** How many syncs in a row have failed. */
  readonly failures: number;
  /** The code of the last failure. */
  readonly problem: string | null;
}

/** What a ledger knew completely, from a moment on. Ranges are half-open. */
export interface LedgerStatesTable {
  readonly ledger: number;
  readonly known_at: number;
  readonly day_from: number;
  readonly day_until: number;
  readonly hour_from: number;
  readonly hour_until: number;
  /** `data_refreshed_at` of the API. */
  readonly refreshed_at: number;
}

/** Who spend is attributed to. */
export interface LedgerActorsTable {
  readonly ledger: number;
  readonly actor: number;
  /** HMAC of the others, by which an erased actor is recognized. */
  readonly digest: string;
  readonly type: string;
  readonly id: string | null;
  /** JSON. */
  readonly provider: string | null;
  readonly erased_at: number | null;
}

/** What cells are about. */
export interface LedgerCombinationsTable {
  readonly ledger: number;
  readonly combination: number;
  readonly workspace_id: string | null;
  readonly api_key_id: string | null;
  readonly actor: number | null;
  readonly model: string | null;
  readonly product: string | null;
  readonly cost_type: string | null;
  readonly token_type: string | null;
  readonly unit: string | null;
}

/** A version of a cell: it is never changed, only replaced by a later one. */
export interface LedgerCellsTable {
  readonly ledger: number;
  /** Hours: 1 or 24. */
  readonly width: number;
  /** Start of the hour or day. */
  readonly at: number;
  readonly combination: number;
  readonly known_at: number;
  /** From when on another version is known. */
  readonly replaced_at: number | null;
  /** 1 where the hour or day was known completely before: the API has restated it. */
  readonly restates: number;
  /** Whole cents, millionths of a cent, and millionths of these: their sums are exact. */
  readonly cents: number | null;
  readonly micros: number | null;
  readonly picos: number | null;
  /** Before discounts; null where that is the same. */
  readonly list_cents: number | null;
  readonly list_micros: number | null;
  readonly list_picos: number | null;
  readonly quantity: number | null;
}

/** A token that the platform has made; a sealed set says which are in force. */
export interface ServiceTokensTable {
  readonly id: string;
  readonly tenant_id: string;
  /** Grows with each rotation: the sealed set has the one that counts. */
  readonly version: number;
  readonly name: string;
  readonly kind: 'agent' | 'script';
  /** What its actions were taken from; null where they were listed. */
  readonly preset: string | null;
  /** JSON: permissions, actions, connections, addresses, and the tokens that it was made with. */
  readonly grants: string;
  /** SHA-256 of the token. */
  readonly hash: string;
  /** Of the one before the last rotation, which counts until `previous_until`. */
  readonly previous_hash: string | null;
  readonly previous_until: string | null;
  readonly expires_at: string;
  readonly made_at: string;
  /** A subject; null for the operator. */
  readonly made_by: string | null;
  readonly rotated_at: string | null;
  /** When it was revoked. */
  readonly ended_at: string | null;
  readonly ended_by: string | null;
  /** HMAC of the others, so a row written by hand is no token. */
  readonly mac: string;
}

/** The requests of a service token in an hour, and in the row without an hour its last one. */
export interface ServiceTokenUsesTable {
  readonly token_id: string;
  /** Such as `2026-11-30T18`; empty for the last use. */
  readonly hour: string;
  readonly calls: number;
  readonly refusals: number;
  readonly last_at: string | null;
}

/** The time in the format of the tables, `later` milliseconds after `now` (epoch milliseconds). */
export const moment = (now: number, later = 0): string => new Date(now + later).toISOString();
