import type { Action } from '../catalog/define-action.js';
import type { Effect } from '../catalog/effects.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { SecretFields } from '../compile/compiled-action.js';
import type { InvocationContext } from './context.js';
import type { Json } from './mask.js';
import type { Outcome, OutcomeError, RequiredApproval } from './outcome.js';

/** One invocation as the host's rules see it; its input has been validated. */
export interface InvocationFacts {
  /** Instance of the connector. */
  readonly connector: string;
  readonly action: Action;
  /** What the action does with this input; `action.effect` is the worst that it can do. */
  readonly effect: Effect;
  /** The input without its secrets: it may be logged and stored. */
  readonly input: Readonly<Record<string, Json>>;
  /** The input with its secrets, for a rule that must see them. Never log or store it. */
  readonly unmasked: () => RawInput;
  /** Fields whose values must not reach a log, audit or store. */
  readonly secrets: SecretFields;
  readonly context: InvocationContext;
  readonly requestId: string;
  /** Set where the call is only planned: a rule must not count it as done. */
  readonly dryRun?: true;
  /** Set for a part of a composed action: the id of that action, which was allowed before. */
  readonly partOf?: string;
}

/** An invocation as it arrives: the action may not exist, and the input has not been checked. */
export interface InvocationRequest {
  /** Instance of the connector. */
  readonly connector: string;
  readonly actionId: string;
  /** Undefined where the connector has no such action. */
  readonly action?: Action;
  /** What the action does with this input, as far as it is valid; undefined where the connector has no such action. */
  readonly effect?: Effect;
  /** The input without its secrets: it may be logged and stored. */
  readonly input: Json;
  /** The input as it arrived, with its secrets. Never log or store it. */
  readonly unmasked: () => unknown;
  /** Fields whose values must not reach a log, audit or store; empty for an unknown action. */
  readonly secrets: SecretFields;
  readonly context: InvocationContext;
  readonly requestId: string;
}

/**
 * Runs around each invocation, for tracing and metrics. It must call `next` once and return its outcome; `next` never
 * rejects.
 */
export type Around = (request: InvocationRequest, next: () => Promise<Outcome>) => Promise<Outcome>;

/** Which actions a tenant has enabled. */
export interface ActionSwitches {
  /** True where the tenant may run the action; false, or why and who can change it, where it may not. */
  isEnabled(request: ActionRequest): boolean | SwitchedOff | Promise<boolean | SwitchedOff>;
}

/** Why an action is off, in place of the usual message of `action_disabled`. */
export interface SwitchedOff {
  readonly message: string;
  readonly fix: string;
  /** `policy_denied` where it is off for this caller alone; `action_disabled` if omitted. */
  readonly code?: 'action_disabled' | 'policy_denied';
}

/** An action that a tenant is about to run. */
export interface ActionRequest {
  /** Instance of the connector. */
  readonly connector: string;
  readonly action: Action;
  readonly context: InvocationContext;
}

/** What rules would decide if they were in force. */
export interface PolicyNote {
  readonly effect: 'deny' | 'approval';
  readonly reason: string;
}

/** The verdict of a host policy. */
export type PolicyDecision =
  | {
      readonly effect: 'allow';
      /** What rules that are not in force would have decided: the outcome has it in `meta.policy`, with a warning. */
      readonly instead?: PolicyNote;
    }
  | { readonly effect: 'deny'; readonly reason: string }
  | ApprovalDecision
  /** The call cannot succeed, for a reason of its own: its outcome is this error. */
  | { readonly effect: 'fail'; readonly error: OutcomeError };

/** The verdict that somebody has to approve a call. */
export interface ApprovalDecision {
  readonly effect: 'approval';
  readonly reason: string;
  readonly approvalId?: string;
  /** What the caller learns of the approval. */
  readonly approval?: Omit<RequiredApproval, 'id' | 'reason'>;
  /** An earlier approval of the same call does not hold, because what the call would do has changed since: why, in a sentence. */
  readonly outdated?: string;
  /** What to do, in place of the usual text. */
  readonly fix?: string;
}

/** The host's rules on who may do what. */
export interface HostPolicy {
  decide(facts: InvocationFacts): PolicyDecision | Promise<PolicyDecision>;
}

/** What the store of idempotency keys knows of a key. */
export type IdempotencyState =
  | { readonly state: 'new' }
  | { readonly state: 'done'; readonly outcome: Outcome }
  | { readonly state: 'running' }
  /** The process that began the write is gone: whether it was sent is unknown. */
  | { readonly state: 'lost' }
  /** The key was used with another action or input, or for another revision of the connection. */
  | { readonly state: 'other_input' }
  /** The key is new, but its tenant or subject has stored as much as it may. `afterMs`: until there is room, milliseconds. */
  | { readonly state: 'full'; readonly afterMs: number };

/** A write that must happen at most once. */
export interface IdempotentWrite {
  /** Instance of the connector, so instances that share a store do not share keys. */
  readonly connector: string;
  readonly tenantId: string;
  /** Who invokes: the id of the actor, where the context has one. */
  readonly subject?: string | undefined;
  readonly key: string;
  /** Digest of the connection, its organization and revision, the action and the input. */
  readonly fingerprint: string;
}

/** Stores the outcomes of writes by the caller's idempotency keys. */
export interface IdempotencyStore {
  /** Reserves the key if it is new and there is room for its outcome. @returns whether it was. */
  begin(write: IdempotentWrite): Promise<IdempotencyState>;
  /** Keeps the outcome for repeats; its secrets have been removed. */
  finish(write: IdempotentWrite, outcome: Outcome): Promise<void>;
  /** Frees a key whose write had no effect and may be tried again. */
  release(write: IdempotentWrite): Promise<void>;
}

/** The host's record of invocations. */
export interface InvocationAudit {
  /** Called before a write is sent, or a read where `beforeReads` says so. @throws to prevent it from being sent. */
  begin?(facts: InvocationFacts): Promise<void>;
  /** Whether `begin` is called before a read as well; if omitted, before a write only. */
  readonly beforeReads?: boolean | undefined;
  /** Called once per invocation, whatever its outcome. */
  end(entry: AuditEntry): Promise<void> | void;
}

/** A finished invocation. */
export interface AuditEntry extends Omit<InvocationRequest, 'unmasked'> {
  /** The outcome without the secrets in its data: it may be logged and stored. */
  readonly outcome: Outcome;
  /** The input as it arrived and the outcome as the caller gets it, with their secrets. Never log or store them. */
  readonly unmasked: () => { readonly input: unknown; readonly outcome: Outcome };
}
