import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Describe, NotTogetherWith, Optional, action, msg } from '../../kit/catalog/index.js';
import { RowCursor } from '../../reports/spend-cursor.js';
import { NAMED_RANGES, type NamedRange } from '../../reports/spend-range.js';
import { DayRangeInput } from '../day-range.inputs.js';

/** What people are ranked by. */
export const PERSON_ORDERS = ['cost', 'sessions', 'lines', 'commits', 'tokens'] as const;

/** Input of `claude_code_summary`. */
export class ClaudeCodeSummaryInput extends DayRangeInput {
  @Optional()
  @NotTogetherWith('first_day')
  @IsIn([...NAMED_RANGES])
  @Describe(
    'A named range of whole UTC days; those that end with today include it, and it is not complete.',
    {
      default: 'last_30_days',
    },
  )
  range?: NamedRange;

  @Optional()
  @IsIn(['people', 'idle'])
  @Describe(
    msg`Which rows to return: people and API keys with use, or members whose role includes Claude Code and who did not use it in the range (from ${action('users_list')}).`,
    { default: 'people' },
  )
  show?: 'people' | 'idle';

  @Optional()
  @IsIn([...PERSON_ORDERS])
  @Describe('What people are ranked by, most first; lines are lines added.', { default: 'cost' })
  order_by?: (typeof PERSON_ORDERS)[number];

  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  @Describe('Rows to return, 1 to 1000.', { default: 20 })
  limit?: number;

  @RowCursor('claude_code_summary')
  page?: string;
}
