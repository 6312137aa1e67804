import type { ActionOwner, ReadyAction } from '../kit/catalog/index.js';

/** The name under which a host offers its store of access reviews: the option `sources: { access_reviews }`. */
export const ACCESS_REVIEWS = 'access_reviews';

/** The most rows of one review. */
export const MOST_REVIEW_ROWS = 5_000;

/** The most reviews that are listed: the latest ones. */
export const MOST_REVIEWS_LISTED = 100;

/** Why a row is reviewed. */
export const REVIEW_REASONS = [
  'organization_admin',
  'workspace_admin',
  'key_without_owner',
  'inactive_member',
  'unused_key',
] as const;

/** One of these. */
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/** What a row is about. */
export const REVIEW_SUBJECTS = ['member', 'workspace_member', 'api_key'] as const;

/** What can be decided about a row. */
export const REVIEW_DECISIONS = ['keep', 'remove', 'later'] as const;

/** One of these. */
export type ReviewDecisionKind = (typeof REVIEW_DECISIONS)[number];

/** A row of a review before it is kept. */
export interface FoundAccess {
  readonly subject: (typeof REVIEW_SUBJECTS)[number];
  readonly reasons: readonly ReviewReason[];
  /** The reasons in words. */
  readonly text: string;
  /** Id of the member or API key. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly workspace_id?: string;
  readonly workspace?: string;
  /** What would end the access, ready to run; absent where the API cannot. */
  readonly next?: ReadyAction;
}

/** What was decided about a row, by whom and when (RFC 3339). */
export interface ReviewDecision {
  readonly decision: ReviewDecisionKind;
  readonly note?: string;
  readonly by: string;
  readonly at: string;
}

/** A row that is kept. */
export interface ReviewRow extends FoundAccess {
  /** Its number in the review, from 1. */
  readonly row: number;
  readonly decided?: ReviewDecision;
}

/** What a review is made of. */
export interface NewAccessReview {
  readonly title: string;
  /** RFC 3339. */
  readonly at: string;
  readonly by: string;
  /** Over how many days activity was read. */
  readonly days: number;
  /** What could not be read. */
  readonly unread: readonly string[];
  readonly rows: readonly FoundAccess[];
}

/** A review that is kept, without its rows. */
export interface AccessReview extends Omit<NewAccessReview, 'rows'> {
  readonly id: string;
  readonly rows: number;
  readonly decided: number;
}

/** Which rows are read. */
export interface ReviewRowsAsked {
  /** Only rows with a larger number. */
  readonly after: number;
  readonly limit: number;
  /** Only rows without a decision, or with the decision `later`. */
  readonly open: boolean;
}

/**
 * The access reviews that a host keeps, each of one connection and its organization. It refuses by `ActionRefusal`: where there are too
 * many, and where a row is not as it was written.
 */
export interface AccessReviews {
  /** Keeps a review and its rows, or nothing of it. */
  add(owner: ActionOwner, review: NewAccessReview): Promise<AccessReview>;
  /** The latest reviews, newest first. */
  latest(owner: ActionOwner, limit: number): Promise<readonly AccessReview[]>;
  /** One review; undefined where the owner has none with this id. */
  find(owner: ActionOwner, id: string): Promise<AccessReview | undefined>;
  /** Rows of a review in the order of their numbers. */
  rows(owner: ActionOwner, id: string, asked: ReviewRowsAsked): Promise<readonly ReviewRow[]>;
  /** Decides rows, all or none; undefined where one of them does not exist. A later decision replaces an earlier one. */
  decide(
    owner: ActionOwner,
    id: string,
    rows: readonly number[],
    decision: ReviewDecision,
  ): Promise<readonly ReviewRow[] | undefined>;
}
