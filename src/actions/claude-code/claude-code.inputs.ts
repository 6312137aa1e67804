import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Describe, IsDay, NotTogetherWith, Optional, Rule, action, msg } from '../../kit/catalog/index.js';
import { RowCursor } from '../../reports/spend-cursor.js';
import { DAY_MS, NAMED_RANGES, type NamedRange } from '../../reports/spend-range.js';

/** What people are ranked by. */
export const PERSON_ORDERS = ['cost', 'sessions', 'lines', 'commits', 'tokens'] as const;

const MOST_DAYS = 400;

const daysOf = (first: unknown, last: unknown): number =>
  (Date.parse(String(last)) - Date.parse(String(first))) / DAY_MS + 1;

/** Input of `claude_code_summary`. */
export class ClaudeCodeSummaryInput {
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
  @Rule('requires last_day', (_, { last_day }) => last_day !== undefined)
  @IsDay()
  @Describe('First day of the range in UTC, YYYY-MM-DD; requires last_day, in place of range.', {
    examples: ['2026-11-01'],
  })
  first_day?: string;

  @Optional()
  @Rule('requires first_day', (_, { first_day }) => first_day !== undefined)
  @Rule(
    `must not be before first_day, nor ${MOST_DAYS} days or more after it`,
    (last, { first_day }) => !(daysOf(first_day, last) < 1) && !(daysOf(first_day, last) > MOST_DAYS),
  )
  @IsDay()
  @Describe(`Last day of the range in UTC, included; at most ${MOST_DAYS} days in all.`, {
    examples: ['2026-11-30'],
  })
  last_day?: string;

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
