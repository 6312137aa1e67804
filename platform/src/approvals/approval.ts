import type { Json } from '../audit/entry.js';
import type { Door } from '../http/request-context.js';
import type { ApprovalTerms } from './approval-terms.js';

/** The states of an approval. */
export const APPROVAL_STATES = [
  'pending',
  'approved',
  'applying',
  'applied',
  'denied',
  'edited',
  'cancelled',
  'expired',
  'outdated',
  'interrupted',
] as const;

/** One of these. */
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** The states in which a repeat of the call finds an approval. */
const OPEN: ReadonlySet<ApprovalState> = new Set(['pending', 'approved', 'applying', 'denied', 'edited']);

/** Whether a repeat of the call finds the approval. */
export const isOpen = ({ state, body: { closed } }: Pick<Approval, 'state' | 'body'>): boolean =>
  OPEN.has(state) && closed !== true;

/** Somebody who approved. */
export interface ApprovalVote {
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  readonly note?: string;
}

/** Who asked, as a platform that applies the call for them needs it later. */
export interface StoredCaller {
  readonly door: Door;
  readonly source?: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly scopes: readonly string[];
  readonly token?: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'agent' | 'script';
    readonly actions?: readonly string[];
    readonly connections?: readonly string[];
    readonly addresses?: readonly string[];
    readonly expiresAt: string;
    readonly ancestors: readonly string[];
  };
  /** Of the token or session: whether it was revoked since. */
  readonly issuedAt?: number;
  readonly tokenId?: string;
}

/** What a call would do, as it is stored and shown. */
export interface ApprovalPlan {
  readonly request: Json;
  readonly before?: Json;
  readonly consequences: Json;
  readonly final: readonly string[];
  readonly inverse?: Json;
  readonly unknown: readonly string[];
}

/** What an approval holds beside what it is found by. */
export interface ApprovalBody {
  readonly terms: ApprovalTerms;
  /** Whether a person asked for what they have no permission for; the approvers need it then. */
  readonly asked?: boolean;
  readonly requesterType: string | null;
  /** Other actors of the same person, such as who made the token of the requester. */
  readonly behind: readonly string[];
  readonly caller?: StoredCaller;
  /** The input without secrets; null where it is too large. */
  readonly input: Json;
  /** Whether the input has secrets, or is too large: then only a repeat of the call applies it. */
  readonly repeatOnly: boolean;
  readonly plan: ApprovalPlan;
  readonly digest: string;
  readonly votes: readonly ApprovalVote[];
  /** The words of the requester. */
  readonly ask?: string;
  /** Who ended it, and their words. */
  readonly ended?: { readonly by: string; readonly note?: string };
  readonly idempotencyKey?: string;
  /** The call that used it. */
  readonly run?: {
    readonly requestId: string;
    readonly at: string;
    readonly code?: string;
    readonly effect?: string;
  };
  /** The approval that followed this one, and the one before. */
  readonly next?: string;
  readonly previous?: string;
  /** Set once a repeat of a denied or edited call does not find it any longer. */
  readonly closed?: true;
}

/** An approval. */
export interface Approval {
  readonly id: string;
  readonly tenantId: string;
  /** Id of the actor that asks. */
  readonly requester: string;
  /** HMAC of the call. */
  readonly callKey: string;
  readonly state: ApprovalState;
  readonly version: number;
  /** Id of the connector. */
  readonly connector: string;
  readonly action: string;
  readonly connection: string;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly expiresAt: string;
  /** Until when the process that applies it counts as alive; no part of what is sealed. */
  readonly leasedUntil: string | null;
  readonly body: ApprovalBody;
}

/** What of an approval may change. */
export type ApprovalChange = Partial<Pick<Approval, 'state' | 'expiresAt' | 'leasedUntil'>> & {
  readonly body?: Partial<ApprovalBody>;
};

/** A new approval. */
export type ApprovalDraft = Omit<Approval, 'state' | 'version' | 'createdAt' | 'changedAt' | 'leasedUntil'>;
