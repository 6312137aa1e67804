import { IsArray, IsIn, IsInt, IsObject, IsString } from 'class-validator';
import { Describe, ListOf, Nested, NestedList, Optional, RequiredOrNull } from '../../kit/catalog/index.js';
import {
  REVIEW_DECISIONS,
  REVIEW_REASONS,
  REVIEW_SUBJECTS,
  type ReviewDecisionKind,
  type ReviewReason,
} from '../../reports/access-reviews.js';

/** An action that would end the access of a row. */
export class ReviewNextStep {
  @IsString() @Describe('Id of the action.') actionId: string;
  @IsObject() @Describe('Its input.') input: Record<string, unknown>;
}

/** What was decided. */
export class ReviewDecided {
  @IsIn([...REVIEW_DECISIONS]) @Describe('keep, remove or later.') decision: ReviewDecisionKind;
  @Optional() @IsString() @Describe('Why.') note?: string;
  @IsString() @Describe('Who decided.') by: string;
  @IsString() @Describe('When, RFC 3339.') at: string;
}

/** Access that is reviewed. */
export class AccessReviewRow {
  @IsInt() @Describe('Number of the row in its review.') row: number;
  @IsIn([...REVIEW_SUBJECTS])
  @Describe('What it is about: a member, a member of a workspace, or an API key.')
  subject: (typeof REVIEW_SUBJECTS)[number];
  @ListOf(REVIEW_REASONS) @Describe('Why it is reviewed.') reasons: ReviewReason[];
  @IsString() @Describe('The reasons in words.') text: string;
  @IsString() @Describe('Id of the member or API key.') id: string;
  @IsString() @Describe('Its name.') name: string;
  @Optional() @IsString() @Describe('E-mail address of the member.') email?: string;
  @Optional() @IsString() @Describe('Id of the workspace.') workspace_id?: string;
  @Optional() @IsString() @Describe('Name of the workspace.') workspace?: string;

  @Optional()
  @Nested(() => ReviewNextStep)
  @Describe('What would end the access, ready to run; absent where the API cannot.')
  next?: ReviewNextStep;

  @Optional() @Nested(() => ReviewDecided) @Describe('Absent until it is decided.') decided?: ReviewDecided;
}

/** A review without its rows. */
export class AccessReviewHead {
  @IsString() @Describe('Id of the review.') review_id: string;
  @IsString() @Describe('Its title.') title: string;
  @IsString() @Describe('When it was made, RFC 3339.') created_at: string;
  @IsString() @Describe('Who made it.') created_by: string;
  @IsInt() @Describe('Over how many days activity was read.') idle_days: number;
  @IsInt() @Describe('How many rows it has.') rows: number;
  @IsInt() @Describe('How many of them are decided: keep or remove.') decided: number;
  @IsArray() @IsString({ each: true }) @Describe('What could not be read.') unread: string[];
}

/** How many rows have a reason. */
export class ReviewReasonCount {
  @IsIn([...REVIEW_REASONS]) @Describe('The reason.') reason: ReviewReason;
  @IsInt() @Describe('Rows with it.') rows: number;
}

/** Response of `access_review_create`. */
export class AccessReviewCreated {
  @IsString() @Describe('The review in a sentence.') summary: string;
  @Nested(() => AccessReviewHead) @Describe('The review.') review: AccessReviewHead;
  @NestedList(() => ReviewReasonCount) @Describe('Rows by reason.') reasons: ReviewReasonCount[];
}

/** Response of `access_review_list`. */
export class AccessReviewListing {
  @IsString() @Describe('What is listed, in a sentence.') summary: string;
  @NestedList(() => AccessReviewHead)
  @Describe('The review that was asked for, or the latest ones.')
  reviews: AccessReviewHead[];
  @NestedList(() => AccessReviewRow)
  @Describe('Rows of the review that was asked for; empty where none was.')
  rows: AccessReviewRow[];
  @RequiredOrNull() @IsString() @Describe('Cursor of the next page of rows.') next_page: string | null;
}

/** A row that was decided. */
export class DecidedRow {
  @IsInt() @Describe('Number of the row.') row: number;
  @Nested(() => ReviewDecided) @Describe('The decision.') decided: ReviewDecided;

  @Optional()
  @Nested(() => ReviewNextStep)
  @Describe('Of a row to remove: what ends the access, ready to run. It was not run.')
  next?: ReviewNextStep;
}

/** Response of `access_review_decide`. */
export class AccessReviewDecided {
  @IsString() @Describe('What was decided, in a sentence.') summary: string;
  @IsString() @Describe('Id of the review.') review_id: string;
  @NestedList(() => DecidedRow) @Describe('The rows.') rows: DecidedRow[];
}
