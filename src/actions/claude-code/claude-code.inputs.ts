import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Describe, IsDay, NotTogetherWith, Optional, Rule, action, msg } from '../../kit/catalog/index.js';
import { NAMED_RANGES, type NamedRange } from '../../reports/spend-range.js';
import { PageInput } from '../shared.inputs.js';

/** What people are ranked by. */
export const PERSON_ORDERS = ['cost', 'sessions', 'lines', 'commits', 'tokens'] as const;

const MOST_DAYS = 366;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Input of `claude_code_summary`. */
export class ClaudeCodeSummaryInput extends PageInput {
  @Optional()
  @NotTogetherWith('starting_at')
  @IsIn([...NAMED_RANGES])
  @Describe('Range of whole UTC days; those that end today include today, which is not complete.', {
    default: 'last_30_days',
  })
  range?: NamedRange;

  @Optional()
  @Rule('requires ending_at', (_, { ending_at }) => ending_at !== undefined)
  @IsDay()
  @Describe('First UTC day, YYYY-MM-DD, in place of range.', { examples: ['2026-11-01'] })
  starting_at?: string;

  @Optional()
  @Rule(
    `must be after starting_at, by at most ${MOST_DAYS} days`,
    (end, { starting_at }) =>
      !(Date.parse(String(end)) <= Date.parse(String(starting_at))) &&
      !(Date.parse(String(end)) - Date.parse(String(starting_at)) > MOST_DAYS * DAY_MS),
  )
  @Rule('requires starting_at', (_, { starting_at }) => starting_at !== undefined)
  @IsDay()
  @Describe('End, exclusive, YYYY-MM-DD: 2026-12-01 includes November 30.', { examples: ['2026-12-01'] })
  ending_at?: string;

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
}
