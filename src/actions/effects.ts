/** What an action does to the organization, as policies, MCP annotations and retries need it. */
export interface Effect {
  readonly kind: 'read' | 'create' | 'update' | 'delete';
  /** Something is lost that the API cannot bring back. */
  readonly destructive: boolean;
  /** Doing it twice leaves what doing it once leaves. */
  readonly idempotent: boolean;
}

/** Changes nothing. */
export const READ: Effect = { kind: 'read', destructive: false, idempotent: true };

/** Makes something new; twice makes two, or a refusal. */
export const CREATE: Effect = { kind: 'create', destructive: false, idempotent: false };

/** Sets values that another update can set back. */
export const UPDATE: Effect = { kind: 'update', destructive: false, idempotent: true };

/** Sets values, of which some cannot be set back. */
export const DESTRUCTIVE_UPDATE: Effect = { kind: 'update', destructive: true, idempotent: true };

/** Makes something happen that counts each time it is asked for, and takes nothing away. */
export const TRIGGER: Effect = { kind: 'update', destructive: false, idempotent: false };

/** Replaces what cannot be brought back, and each time anew. */
export const REPLACE: Effect = { kind: 'update', destructive: true, idempotent: false };

/** Takes something away for good. */
export const DELETE: Effect = { kind: 'delete', destructive: true, idempotent: false };
