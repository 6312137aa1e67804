import type { Foreseen } from '../catalog/consequences.js';
import type { ReadyAction } from '../catalog/define-action.js';
import type { LimitationKind, RequiredCredential } from '../catalog/define-limitation.js';
import { render, type Message, type NameOf } from '../catalog/message.js';
import type { InputIssue } from '../compile/input-check.js';
import type { OutcomePage } from '../compile/paging.js';
import type { CallEffect, Resend } from '../http/effects.js';
import type { HostPort } from '../host-port.js';
import type { Blame, ErrorCode } from './error-codes.js';
import type { PolicyNote } from './ports.js';

/** A limitation as part of a failed outcome. */
export interface OutcomeLimitation {
  readonly id: string;
  readonly kind: LimitationKind;
  /** The input fields it applies to; absent where the whole action is refused. */
  readonly fields?: readonly string[];
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  /** The page of the API's documentation that says it. */
  readonly reference: string;
  /** The credential that the operation requires instead. */
  readonly credential?: RequiredCredential;
  /** What to run instead, with its input ready. */
  readonly alternative?: ReadyAction;
}

/** The API's own error. */
export interface UpstreamError {
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
  /** Bounded; ids of objects that exist, for example. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  /** What the API says about sending the same request again; absent where it says nothing. */
  readonly shouldRetry?: boolean;
}

/** Which port of the host failed. */
export interface HostFault {
  readonly port: HostPort;
  /** Whether a request had been sent to the API by then. */
  readonly sent: boolean;
}

/** The approval that a policy requires. */
export interface RequiredApproval {
  /** Id of the approval that the host has opened, if it has. */
  readonly id?: string;
  readonly reason: string;
  /** Where a person decides it. */
  readonly url?: string;
  /** Until when it can be decided or, once it is approved, used; RFC 3339. */
  readonly expiresAt?: string;
  /** Its state, in a word of the host, such as `pending`. */
  readonly state?: string;
  /** What the call would do, as the approvers see it. */
  readonly plan?: Readonly<Record<string, unknown>>;
}

/** Whether and when the same invocation may be sent again. */
export interface OutcomeRetry {
  /** True for `same_request` and `after_wait`. */
  readonly allowed: boolean;
  readonly resend: Resend;
  /** Milliseconds. */
  readonly afterMs?: number;
}

/** Why an invocation failed, and what to do about it. */
export interface OutcomeError {
  readonly code: ErrorCode;
  readonly blame: Blame;
  /** Mentions actions by their ids; `inNames` renders it in the names of a surface. */
  readonly message: string;
  readonly fix?: string;
  /** `message` and `fix` as data, where they mention actions or fields. */
  readonly parts?: { readonly message?: Message; readonly fix?: Message };
  /** Whether the invocation changed anything. */
  readonly effect: CallEffect;
  readonly retry: OutcomeRetry;
  readonly issues?: readonly InputIssue[];
  readonly limitation?: OutcomeLimitation;
  readonly upstream?: UpstreamError;
  /** Of `host_failed`. */
  readonly host?: HostFault;
  /** Of `approval_required` and `plan_outdated`. */
  readonly approval?: RequiredApproval;
  /** The action to run next, with its input ready: the read that settles an unknown outcome, for example. */
  readonly next?: ReadyAction;
}

/** A pull that stopped before the end of the list. */
export interface PartialPull {
  /**
   * The error code that stopped it, `page_budget` when it had read as many pages as it may, or `size_budget` when it had
   * read as many bytes, or the next page had no room in memory.
   */
  readonly reason: ErrorCode | 'page_budget' | 'size_budget';
  readonly message: string;
  /** Milliseconds to wait before going on. */
  readonly afterMs?: number;
}

/** Facts about how an invocation ran. */
export interface OutcomeMeta {
  readonly requestId: string;
  readonly durationMs: number;
  /** Requests sent to the API, retries and look-ups included. */
  readonly attempts: number;
  readonly upstreamRequestId?: string;
  readonly organizationId?: string;
  readonly warnings?: readonly string[];
  readonly partial?: PartialPull;
  /** Set when this is the stored outcome of an earlier invocation with the same idempotency key. */
  readonly replayed?: true;
  /** Of a replayed outcome: the request id of the invocation that ran. */
  readonly originalRequestId?: string;
  /** Set by `plan`: the action was not run. */
  readonly dryRun?: true;
  /** What policies that are not in force yet would have decided; absent where they would have allowed it. */
  readonly policy?: PolicyNote;
  /** Of `plan`: what could not be checked. Absent where everything was. */
  readonly unchecked?: readonly UncheckedPart[];
  /** Of a plan with consequences: the approval that a policy requires for the call. */
  readonly approval?: RequiredApproval;
}

/**
 * A part of an invocation that `plan` could not check. `credential`: there is no usable connection; `look_up`: a
 * limitation that takes a read of the API.
 */
export type UncheckedPart = 'credential' | 'look_up';

/** What an invocation would do: its request, or its checked input where it makes several requests. */
export type PlannedRequest =
  | { readonly method: string; readonly path: string; readonly body?: unknown }
  | { readonly action: string; readonly input: object };

/** A planned request with what it would do. */
export type ForeseenRequest = PlannedRequest &
  Foreseen & {
    /**
     * SHA-256 in hex over the action, its input, the connection, its organization, the binding of the context and the facts, keyed
     * with the credential of the connection: equal as long as the call would do the same.
     */
    readonly digest: string;
  };

/** A successful invocation. */
export interface Success<Data> {
  readonly ok: true;
  readonly actionId: string;
  /** The API's response, unchanged. */
  readonly data: Data;
  readonly page?: OutcomePage;
  readonly meta: OutcomeMeta;
}

/** A failed invocation. */
export interface Failure {
  readonly ok: false;
  readonly actionId: string;
  readonly error: OutcomeError;
  readonly meta: OutcomeMeta;
}

/** The result of an invocation. */
export type Outcome<Data = unknown> = Success<Data> | Failure;

/** Whether a value is an outcome. */
export function isOutcome(value: unknown): value is Outcome {
  if (typeof value !== 'object' || value === null) return false;
  const { ok, actionId, meta } = value as Partial<Outcome>;
  return typeof ok === 'boolean' && typeof actionId === 'string' && typeof meta?.requestId === 'string';
}

/** The error with its texts in the names of a surface, and without their parts. */
export function inNames<E extends Omit<OutcomeError, 'code'>>(given: E, nameOf: NameOf): Omit<E, 'parts'> {
  const { parts, ...rest } = given;
  const error = rest.issues ? { ...rest, issues: rest.issues.map((one) => issueInNames(one, nameOf)) } : rest;
  if (!parts) return error;
  const { message, fix } = parts;
  return {
    ...error,
    ...(message ? { message: render(message, nameOf) } : {}),
    ...(fix ? { fix: render(fix, nameOf) } : {}),
    // A limitation's workaround is the fix of its error.
    ...(error.limitation && fix
      ? { limitation: { ...error.limitation, workaround: render(fix, nameOf) } }
      : {}),
  };
}

const issueInNames = ({ parts, ...issue }: InputIssue, nameOf: NameOf): InputIssue =>
  parts ? { ...issue, message: render(parts, nameOf) } : issue;
