import type { Action } from '../actions/define-action.js';
import type { InvocationContext } from './context.js';
import type { Outcome } from './outcome.js';

/** One invocation as the host's own rules see it; `input` has been validated. */
export interface InvocationFacts {
  readonly action: Action;
  readonly input: Readonly<Record<string, unknown>>;
  readonly context: InvocationContext;
  readonly requestId: string;
}

/** Which actions a tenant has switched on. */
export interface ActionSwitches {
  isEnabled(action: Action, context: InvocationContext): boolean | Promise<boolean>;
}

/** The verdict of a host policy. */
export type PolicyDecision =
  | { readonly effect: 'allow' }
  | { readonly effect: 'deny'; readonly reason: string }
  | { readonly effect: 'approval'; readonly reason: string; readonly approvalId?: string };

/** The host's rules on who may do what. */
export interface HostPolicy {
  decide(facts: InvocationFacts): PolicyDecision | Promise<PolicyDecision>;
}

/** What the store of idempotency keys knows of a key. */
export type IdempotencyState =
  | { readonly state: 'new' }
  | { readonly state: 'done'; readonly outcome: Outcome }
  | { readonly state: 'running' }
  /** The process that had begun is gone: whether the write was sent cannot be known. */
  | { readonly state: 'lost' }
  /** The key was used with another action or input. */
  | { readonly state: 'other_input' };

/** A write that must happen once. */
export interface IdempotentWrite {
  readonly tenantId: string;
  readonly key: string;
  /** Digest over connection, action and input. */
  readonly fingerprint: string;
}

/** Remembers the outcomes of writes by the caller's idempotency keys. */
export interface IdempotencyStore {
  /** Takes the key where it is new; the answer says whether it was. */
  begin(write: IdempotentWrite): Promise<IdempotencyState>;
  /** Keeps the outcome for later repeats; what is shown once has been left out of it. */
  finish(write: IdempotentWrite, outcome: Outcome): Promise<void>;
  /** Frees a key whose write did nothing and may be tried again. */
  release(write: IdempotentWrite): Promise<void>;
}

/** Where invocations are written down. */
export interface InvocationAudit {
  /** Called before a write is sent. @throws to keep it from being sent. */
  begin?(facts: InvocationFacts): Promise<void>;
  /** Called once for each invocation, whatever came of it. */
  end(entry: AuditEntry): Promise<void> | void;
}

/** One finished invocation. */
export interface AuditEntry {
  readonly actionId: string;
  /** As it came in: an unknown action or a refused input is written down too. */
  readonly input: unknown;
  readonly context: InvocationContext;
  readonly outcome: Outcome;
}
