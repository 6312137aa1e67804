import { IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Describe, Id, NotTogetherWith, Nullable, Optional } from '../kit/catalog/index.js';

/** Input of an action without fields. */
export class EmptyInput {}

/** Input of an action whose response does not depend on it. */
export class AnyInput {
  static readonly anyField = true;
}

/** Fields of a list with `after_id` / `before_id`. */
export class IdCursorInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Items per page, 1 to 1000.', { default: 20 })
  limit?: number;

  @Optional()
  @Id()
  @Describe(
    'Cursor: returns the page after this id. Use last_id of the previous page. Mutually exclusive with before_id.',
  )
  after_id?: string;

  @Optional()
  @NotTogetherWith('after_id')
  @Id()
  @Describe(
    'Cursor: returns the page before this id. Use first_id of the following page. Mutually exclusive with after_id.',
  )
  before_id?: string;
}

/** The cursor of lists that return `next_page`. */
export class PageInput {
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(4096)
  @Describe('Opaque cursor: next_page of the previous response; keep all other fields unchanged.')
  page?: string;
}

/** The same cursor where the API accepts null for the first page. */
export class PageCursorInput {
  @Nullable()
  @IsString()
  @MinLength(1)
  @MaxLength(4096)
  @Describe('Opaque cursor: next_page of the previous response; keep all other fields unchanged.')
  page?: string | null;
}

/** Fields of a list that returns `next_page`, with `limit` items per page. */
export class PagedInput extends PageCursorInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Items per page, 1 to 1000.', { default: 20 })
  limit?: number;
}

/** Enabled or disabled, as an object with a `type`. */
export class StateInput {
  @IsIn(['enabled', 'disabled'])
  @Describe('enabled or disabled.', { examples: ['enabled'] })
  type: 'enabled' | 'disabled';
}
