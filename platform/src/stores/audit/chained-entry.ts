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
