import type { ReadyAction } from '../actions/define-action.js';
import type { WantedCredential } from '../limitations/limitation.js';
import type { Blame, ErrorCode } from './error-codes.js';

/** One thing that is wrong with an input. */
export interface InputIssue {
  /** Dotted path of the field; empty for the input as a whole. */
  readonly path: string;
  readonly rule: string;
  /** Names the field and a right value. */
  readonly message: string;
}

/** A limitation as it is told to a caller. */
export interface ToldLimitation {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  readonly reference: string;
  /** What the API wants to see instead of an Admin key. */
  readonly credential?: WantedCredential;
  /** What to run instead, ready to run. */
  readonly alternative?: ReadyAction;
}

/** What the API itself said. */
export interface UpstreamError {
  readonly status?: number;
  readonly type?: string;
  /** `error.details.error_code`. */
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
}

/** Why an invocation failed, and what to do about it. */
export interface OutcomeError {
  readonly code: ErrorCode;
  readonly blame: Blame;
  readonly message: string;
  readonly fix?: string;
  readonly retry: { readonly allowed: boolean; readonly afterMs?: number };
  readonly issues?: readonly InputIssue[];
  readonly limitation?: ToldLimitation;
  readonly upstream?: UpstreamError;
  /** The action that tells more or mends it, ready to run: the read that settles a write in doubt, say. */
  readonly next?: ReadyAction;
}

/** Where a list goes on. */
export interface OutcomePage {
  readonly hasMore: boolean;
  /** Fields to add to the input for the next page; null at the end. */
  readonly next: Readonly<Record<string, string>> | null;
}

/** A pull that stopped before its end: never to be read as "there is no more". */
export interface PartialPull {
  /** The error code that stopped it, or that it had read as many pages as it may. */
  readonly reason: ErrorCode | 'page_budget';
  readonly message: string;
  readonly afterMs?: number;
}

/** How an invocation went. */
export interface OutcomeMeta {
  readonly requestId: string;
  readonly durationMs: number;
  /** Requests sent to the API, retries and look-ups included. */
  readonly attempts: number;
  readonly upstreamRequestId?: string;
  readonly organizationId?: string;
  readonly warnings?: readonly string[];
  readonly partial?: PartialPull;
  /** The first outcome of the same idempotency key. */
  readonly replayed?: true;
  /** Nothing was sent. */
  readonly dryRun?: true;
}

/** An invocation that did what it was asked. */
export interface Success<Data> {
  readonly ok: true;
  readonly actionId: string;
  /** The API's own answer, unchanged. */
  readonly data: Data;
  readonly page?: OutcomePage;
  readonly meta: OutcomeMeta;
}

/** An invocation that did not. */
export interface Failure {
  readonly ok: false;
  readonly actionId: string;
  readonly error: OutcomeError;
  readonly meta: OutcomeMeta;
}

/** The result of every invocation. */
export type Outcome<Data = unknown> = Success<Data> | Failure;
