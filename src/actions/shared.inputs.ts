import { IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Describe, Id, NotTogetherWith, Nullable, Optional } from '../kit/catalog/index.js';

/** An action that takes nothing. */
export class EmptyInput {}

/** An action that answers the same whatever it is given. */
export class AnyInput {
  static readonly anyField = true;
}

/** Fields of a list with `after_id` / `before_id`. */
export class IdCursorInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('How many items a page holds, 1 to 1000.', { default: 20 })
  limit?: number;

  @Optional()
  @Id()
  @Describe(
    'Cursor: the page after this id. Take it from last_id of the previous page. Not together with before_id.',
  )
  after_id?: string;

  @Optional()
  @NotTogetherWith('after_id')
  @Id()
  @Describe(
    'Cursor: the page before this id. Take it from first_id of the next page. Not together with after_id.',
  )
  before_id?: string;
}

/** The cursor of the lists that hand out `next_page`. */
export class PageInput {
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(4096)
  @Describe('Opaque cursor: next_page of the previous answer, with all other fields as they were.')
  page?: string;
}

/** The same cursor where the API takes null for the first page. */
export class PageCursorInput {
  @Nullable()
  @IsString()
  @MinLength(1)
  @MaxLength(4096)
  @Describe('Opaque cursor: next_page of the previous answer, with all other fields as they were.')
  page?: string | null;
}

/** Fields of a list that hands out `next_page`, `limit` items at a time. */
export class PagedInput extends PageCursorInput {
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('How many items a page holds, 1 to 1000.', { default: 20 })
  limit?: number;
}

/** On or off, as an object with a `type`. */
export class StateInput {
  @IsIn(['enabled', 'disabled'])
  @Describe('enabled or disabled.', { examples: ['enabled'] })
  type: 'enabled' | 'disabled';
}
