import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';
import { Describe, Id, Optional, action, msg } from '../../kit/catalog/index.js';
import { MOST_REVIEW_ROWS, REVIEW_DECISIONS, type ReviewDecisionKind } from '../../reports/access-reviews.js';
import { RowCursor } from '../../reports/spend-cursor.js';

/** The most rows that one call decides. */
export const MOST_DECIDED = 100;

/** Days without activity after which access is reviewed. */
export const IDLE_DAYS = 60;

/** Input of `access_review_create`. */
export class AccessReviewCreateInput {
  @Optional()
  @IsString()
  @Length(1, 100)
  @Describe('A title, such as the quarter that is reviewed.', { examples: ['Q4 2026'] })
  title?: string;

  @Optional()
  @IsInt()
  @Min(7)
  @Max(180)
  @Describe('Members and keys without activity for this many days are reviewed, 7 to 180.', {
    default: IDLE_DAYS,
  })
  idle_days?: number;
}

/** Input of `access_review_list`. */
export class AccessReviewListInput {
  @Optional()
  @Id()
  @Describe('Id of a review, to read its rows. Omit it to list the latest reviews.')
  review_id?: string;

  @Optional()
  @IsIn(['all', 'open'])
  @Describe('Whether to read all rows, or only those that have no decision or the decision later.', {
    default: 'all',
  })
  show?: 'all' | 'open';

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Rows per page, 1 to 1000.', { default: 25 })
  limit?: number;

  @RowCursor('access_review_list')
  page?: string;
}

/** Input of `access_review_decide`. */
export class AccessReviewDecideInput {
  @Id()
  @Describe(msg`Id of the review, from ${action('access_review_list')}.`)
  review_id: string;

  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_DECIDED)
  @ArrayUnique({ message: '$property must not name a value twice' })
  @IsArray()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MOST_REVIEW_ROWS, { each: true })
  @Describe(`Numbers of the rows that are decided alike, at most ${String(MOST_DECIDED)}.`, {
    examples: [[1, 2]],
  })
  rows: number[];

  @IsIn([...REVIEW_DECISIONS])
  @Describe('keep the access, remove it, or decide later.')
  decision: ReviewDecisionKind;

  @Optional()
  @IsString()
  @Length(1, 500)
  @Describe('Why it is decided so.', { examples: ['On call until March.'] })
  note?: string;
}
